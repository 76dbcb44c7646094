/**
 * Syntax that neither runtime of CloudFront Functions has, by esbuild's names
 * (https://esbuild.github.io/api/#supported). Both have ECMAScript 5.1, `**`, template literals, arrow functions and rest
 * parameters; 2.0 also has `const`, `let`, `async` and `await`.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
const lacking: Record<string, string> = {
  class: 'classes',
  'for-of': '`for … of`',
  'for-await': '`for await`',
  destructuring: 'destructuring',
  'default-argument': 'default values of parameters',
  'array-spread': 'the spread of an array',
  'object-rest-spread': 'the spread of an object',
  'optional-chain': '`?.`',
  'nullish-coalescing': '`??`',
  'logical-assignment': '`||=`, `&&=` and `??=`',
  'optional-catch-binding': '`catch` without a name',
  generator: 'generators',
  'async-generator': 'asynchronous generators',
  bigint: 'BigInt literals',
  'new-target': '`new.target`',
  'dynamic-import': '`import()`',
  'top-level-await': '`await` outside of functions',
  'regexp-lookbehind-assertions': 'lookbehind in regular expressions',
}
const lackingIn10: Record<string, string> = {
  ...lacking,
  'const-and-let': '`const` and `let`',
  'async-await': '`async` and `await`',
}

const known = new Map<string, Promise<string | undefined>>()

/**
 * What a CloudFront Function's code uses and its runtime lacks; undefined when nothing.
 * @param runtime `cloudfront-js-1.0` or `cloudfront-js-2.0`
 */
export const syntaxFault = (code: string, runtime = 'cloudfront-js-1.0'): Promise<string | undefined> => {
  const key = `${runtime} ${code}`
  const found = known.get(key) ?? faultOf(code, runtime)
  known.set(key, found)
  return found
}

const faultOf = async (code: string, runtime: string): Promise<string | undefined> => {
  const { transform } = await import('esbuild')
  /** The code for an engine without some syntax; another text, or an error, where the code uses it. */
  const without = async (...names: string[]): Promise<string> => {
    const supported = Object.fromEntries(names.map((name) => [name, false]))
    return transform(code, { target: 'esnext', supported, logLevel: 'silent' }).then(
      (done) => done.code,
      (error: Error) => error.message,
    )
  }
  const all = runtime === 'cloudfront-js-2.0' ? lacking : lackingIn10
  const plain = await without()
  // Without `generator`, functions that are `async` become something else too, so each is asked for alone.
  const used = await Promise.all(
    Object.entries(all).map(async ([name, words]) => ((await without(name)) === plain ? [] : words)),
  )
  const words = used.flat()
  return words.length > 0 ? `the runtime ${runtime} has no ${words.join(', no ')}` : undefined
}
