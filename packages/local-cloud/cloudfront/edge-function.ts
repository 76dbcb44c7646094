import { createRequire } from 'node:module'
import { createContext, Script } from 'node:vm'
import type { Resources } from '../types.ts'

type Code = {
  FunctionCode: string
  FunctionConfig?: { Runtime?: string; KeyValueStoreAssociations?: unknown[] }
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-function-restrictions.html */
const mostBytes = 10_240
/** CloudFront allows less than 1 ms of its own measure. This limit stops endless loops, even on a busy machine. */
const mostMilliseconds = 1_000
/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html */
const modules = ['crypto', 'querystring', 'buffer']

const load = createRequire(import.meta.url)

/**
 * Runs a CloudFront Function on an event, in a separate context without network, timers or files.
 * @param event plain JSON; the function gets a copy
 * @throws what the function throws, and for code that CloudFront would not deploy
 */
export const runEdgeFunction = async (
  resources: Resources,
  functionArn: string,
  event: object,
): Promise<unknown> => {
  const found = resources
    .ofType('AWS::CloudFront::Function')
    .find(({ attributes }) => attributes.FunctionARN === functionArn)
  if (!found) throw new Error(`the CloudFront Function ${functionArn} is not in the template`)
  const { FunctionCode: code, FunctionConfig = {} } = found.properties as Code
  if (Buffer.byteLength(code) > mostBytes)
    throw new Error(`${found.logicalId}: a CloudFront Function may have ${mostBytes} bytes of code`)
  if (FunctionConfig.KeyValueStoreAssociations?.length)
    throw new Error(`${found.logicalId}: key value stores are not known to the local cloud`)
  const context = createContext(
    { console: { log() {} }, Buffer, require: requireOf(found.logicalId) },
    { codeGeneration: { strings: false, wasm: false } },
  )
  script(`${code}\n;`).runInContext(context, { timeout: mostMilliseconds })
  const text = JSON.stringify(JSON.stringify(event))
  const call = script(
    `Promise.resolve(handler(JSON.parse(${text}))).then((answer) => JSON.stringify(answer))`,
  )
  const answer: string | undefined = await call.runInContext(context, { timeout: mostMilliseconds })
  return answer && JSON.parse(answer)
}

const script = (source: string) => new Script(source, { filename: 'cloudfront-function.js' })

const requireOf = (where: string) => (name: string) => {
  if (modules.includes(name)) return load(`node:${name}`)
  throw new Error(`${where}: CloudFront Functions have no module "${name}"`)
}
