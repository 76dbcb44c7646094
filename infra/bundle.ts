import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { build, type Plugin } from 'esbuild'
import type { Publication } from '../functions/publication/publication.ts'
import { type BundledWords, wordsForBundle } from '../functions/publication/words/bundled-words.store.ts'
import { ownFile, packageFolder } from './own-files.ts'
import { bundleApart } from './seldom-code.ts'
import type { FunctionName } from './settings.ts'

/** The entry point of each function. */
export const entries: Record<FunctionName, string> = {
  publish: 'functions/edition/publish/publish.handler.ts',
  'count-views': 'functions/edition/views/count-views.handler.ts',
  subscribe: 'functions/subscription/forms/subscribe.handler.ts',
  'retry-mail': 'functions/subscription/mails/retry-mail.handler.ts',
  nightly: 'functions/subscription/readers/nightly.handler.ts',
  import: 'functions/subscription/import/import.handler.ts',
  ask: 'functions/subscription/asking/ask.handler.ts',
  confirm: 'functions/subscription/forms/confirm.handler.ts',
  preferences: 'functions/subscription/forms/preferences.handler.ts',
  move: 'functions/subscription/forms/move.handler.ts',
  unsubscribe: 'functions/subscription/forms/unsubscribe.handler.ts',
  'reader-data': 'functions/privacy/reader-data.handler.ts',
  schedule: 'functions/sending/schedule/schedule.handler.ts',
  plan: 'functions/sending/plan/plan.handler.ts',
  deliver: 'functions/sending/deliver/deliver.handler.ts',
  sweep: 'functions/sending/watch/sweep.handler.ts',
  feedback: 'functions/feedback/feedback.handler.ts',
  rate: 'functions/feedback/rate.handler.ts',
  webhooks: 'functions/webhooks/webhooks.handler.ts',
  authorizer: 'functions/access/authorizer.handler.ts',
  api: 'functions/api/api.handler.ts',
  redrive: 'functions/api/redrive.handler.ts',
  console: 'functions/console/console.handler.ts',
}

/** Functions that tell a reader by mail what they just did. */
const telling: FunctionName[] = ['preferences', 'move', 'unsubscribe']
/** Code that a function seldom needs, and loads by its file's name: see {@link bundleApart} for `import()`. */
const seldom: { of: FunctionName; name: string; entry: string }[] = [
  ...telling.map((of) => ({
    of,
    name: 'tell-mail',
    entry: 'functions/subscription/mails/notify-reader-mail.store.ts',
  })),
  { of: 'api', name: 'upload-store', entry: 'functions/api/upload.store.ts' },
  { of: 'api', name: 'sending-quota', entry: 'functions/mail/mailer.ts' },
  { of: 'publish', name: 'draw-card', entry: 'functions/edition/card/draw-card.ts' },
]
/** What our code and that of packages asks for by `import()`: a bundle that asks for anything else is refused. */
const asked = new RegExp(
  `^(${[
    '@aws-sdk/client-cognito-identity-provider',
    '@fastify/busboy',
    '@smithy/core/event-streams',
    'bowser',
    String.raw`.*/(queue|mailer|sign-in-by-user-pool\.store)\.[jt]s`,
  ].join('|')})$`,
)
/** Functions that write to readers, apart from sending issues. */
const mailing: FunctionName[] = ['subscribe', 'retry-mail', 'ask', ...telling]

export type BundleOptions = {
  /** Whether to write source maps, for whoever reads a stack trace: a fifth of the work. They are not deployed. */
  maps?: boolean
}

/**
 * Bundles every function for Lambda: `<out>/<name>/index.cjs` and its source map, with the files that the function
 * reads beside it.
 * @param file the publication's, beside which its own words lie
 * @returns a function from a name to the folder with its code
 * @throws when an entry is missing or does not compile, when the publication's mails do not, or when a language has no
 *   words
 */
export const bundle = async (
  publication: Publication,
  out = 'out/bundles',
  file = 'content/publication.yaml',
  { maps = true }: BundleOptions = {},
): Promise<(name: FunctionName) => string> => {
  const missing = Object.values(entries).filter((entry) => !existsSync(ownFile(entry)))
  if (missing.length > 0)
    throw new Error(`No such handler: ${missing.join(', ')} (listed in infra/bundle.ts)`)
  withoutCollecting()
  const words = wordsForBundle(publication.languages, file)
  const [mails, description, search, consoleScript, code] = await Promise.all([
    compileMails(publication, words),
    describeApi(publication),
    bundleForBrowsers('functions/edition/search/search.browser.ts'),
    bundleForBrowsers('functions/console/console.browser.ts'),
    bundleCode(out, words, maps),
    drawIcons(publication, join(out, 'publish', 'icons')),
  ])
  const folderOf = (name: FunctionName) => join(out, name)
  for (const name of Object.keys(entries) as FunctionName[]) {
    const beside = {
      'publication.json': JSON.stringify(publication),
      ...(mailing.includes(name) && { 'mails.json': mails }),
      ...(name === 'api' && { 'openapi.json': description }),
      ...(name === 'publish' && { 'search.js': search }),
      ...(name === 'console' && { 'console.js': consoleScript }),
    }
    for (const [file, text] of Object.entries(beside)) writeFileSync(join(folderOf(name), file), text)
    const folders = name === 'publish' ? ['cards', 'icons'] : []
    const compiled = code
      .filter((path) => dirname(path) === name)
      .map((path) => basename(path))
      .flatMap((one) => [one, ...(maps ? [`${one}.map`] : [])])
    removeLeftovers(folderOf(name), [...compiled, ...Object.keys(beside), ...folders])
  }
  copyCardFiles(join(folderOf('publish'), 'cards'))
  return folderOf
}

/**
 * Files for drawing cards, under the names by which `functions/edition/card` asks for them: 8.6 MB, 6 of them Chinese
 * glyphs.
 */
const cardFiles = [
  {
    as: 'noto-serif-sc',
    from: '@fontsource-variable/noto-serif-sc',
    of: /^unicode\.json$|-wght-normal\.woff2$/,
  },
  { as: 'source-serif-4', from: '@fontsource/source-serif-4', of: /^unicode\.json$|-700-normal\.woff$/ },
  { as: 'resvg-wasm', from: '@resvg/resvg-wasm', of: /\.wasm$/ },
]

const copyCardFiles = (folder: string) => {
  rmSync(folder, { recursive: true, force: true })
  for (const { as, from, of } of cardFiles)
    cpSync(packageFolder(from), join(folder, as), {
      recursive: true,
      filter: (path) => statSync(path).isDirectory() || of.test(basename(path)),
    })
}

/** Files left by an earlier build would be deployed too, and an `index.mjs` would even run instead of ours. */
const removeLeftovers = (folder: string, ours: string[]) => {
  for (const file of readdirSync(folder).filter((name) => !ours.includes(name)))
    rmSync(join(folder, file), { recursive: true, force: true })
}

/**
 * CommonJS: an ES module that imports `node:http` loads everything it exports, including the whole of Node's `fetch`, a
 * fifth of a form's cold start.
 */
const bundleCode = async (out: string, words: BundledWords, maps: boolean): Promise<string[]> => {
  mkdirSync(out, { recursive: true })
  return bundleApart(
    [
      ...Object.entries(entries).map(([name, entry]) => ({ in: ownFile(entry), out: `${name}/index` })),
      ...seldom.map(({ of, name, entry }) => ({ in: ownFile(entry), out: `${of}/${name}` })),
    ],
    {
      outdir: out,
      platform: 'node',
      target: 'node24',
      // Packages that ship both formats are a third smaller as ES modules.
      mainFields: ['module', 'main'],
      alias: {
        '@aws-sdk/credential-provider-node': ownFile('infra/lambda-credentials.ts'),
        '@aws-sdk/endpoint-cache': ownFile('infra/no-endpoint-cache.ts'),
      },
      minify: true,
      // Half of a Chinese or an Arabic text would be escapes, and a Lambda reads what it loads as UTF-8.
      charset: 'utf8',
      // MJML would only need it to read a configuration file written in TypeScript.
      external: ['typescript'],
      plugins: [versionOnly, withoutUnusedOfZod, withoutUnusedOfMjml, itsWords(words)],
      sourcemap: maps && 'external',
      logLevel: 'warning',
    },
    asked,
  )
}

/**
 * esbuild, which this process starts when it first bundles, spent a third of its time collecting what it is about to leave behind.
 * Within 1.2 GB, a fifth more than it took, it need not (https://go.dev/doc/gc-guide#Memory_limit).
 */
const withoutCollecting = () => {
  process.env.GOGC ??= 'off'
  process.env.GOMEMLIMIT ??= '1200MiB'
}

/** A script for browsers of recent years: of the search, which publishing writes beside the pages, or of the console. */
const bundleForBrowsers = async (entry: string): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [ownFile(entry)],
    bundle: true,
    write: false,
    platform: 'browser',
    target: ['chrome94', 'firefox93', 'safari15.4'],
    format: 'esm',
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  })
  return outputFiles[0]!.text
}

/** An SDK client reports its version in each call, and would bundle its whole package.json for that. */
const versionOnly: Plugin = {
  name: 'version-only',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8'))
      return { contents: JSON.stringify({ version }), loader: 'json' }
    }),
}

/**
 * What MJML loads for options that no mail of ours uses: minified or beautified HTML, inlined styles, attributes by
 * selector. It is half of the publishing function's code.
 */
const withoutUnusedOfMjml: Plugin = {
  name: 'without-unused-of-mjml',
  setup: ({ onLoad, onResolve }) => {
    const namespace = 'unused-of-mjml'
    onResolve({ filter: /^(cheerio|htmlnano|js-beautify|juice)$/ }, ({ path, importer }) =>
      /[\\/]mjml-core[\\/]/.test(importer) ? { path, namespace } : undefined,
    )
    onLoad({ filter: /./, namespace }, ({ path }) => ({
      contents: `const refuse = () => { throw new Error('${path} is left out of the bundle: see infra/bundle.ts') }
module.exports = Object.assign(refuse, { load: refuse, html: refuse, process: refuse })`,
    }))
  },
}

/** zod's way from schemas to JSON Schema: the API is described when bundling, and no function describes anything. */
const withoutUnusedOfZod: Plugin = {
  name: 'without-unused-of-zod',
  setup: ({ onLoad }) =>
    onLoad(
      { filter: /[\\/]zod[\\/]v4[\\/]core[\\/](to-json-schema|json-schema-processors)\.js$/ },
      async ({ path }) => {
        const text = await readFile(path, 'utf8')
        const names = [...text.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name!)
        const stubs = names.map((name) =>
          // Each schema makes its own methods when it is made.
          name.startsWith('create')
            ? `export const ${name} = () => refuse`
            : `export const ${name} = ${name === 'allProcessors' ? '{}' : 'refuse'}`,
        )
        const refuse = `const refuse = () => { throw new Error('JSON Schema is left out of the bundle: see infra/bundle.ts') }`
        return { contents: [refuse, ...stubs, 'export { refuse as process }'].join('\n') }
      },
    ),
}

const cataloguePrefix = /^catalogue:/

/** A function contains the words of the publication's languages only; one that speaks to nobody contains none. */
export const itsWords = ({ module }: Pick<BundledWords, 'module'>): Plugin => ({
  name: 'its-words',
  setup: ({ onLoad, onResolve, resolve }) => {
    onLoad({ filter: /[\\/]publication[\\/]words[\\/]catalogues\.[tj]s$/ }, ({ path }) => ({
      contents: module,
      loader: 'ts',
      resolveDir: dirname(path),
    }))
    // Importing a catalogue has no side effects, although it calls the function that chooses plurals. The prefix spares
    // esbuild a question about each of a thousand other imports.
    onResolve({ filter: cataloguePrefix }, async ({ path, ...how }) => {
      const found = await resolve(path.replace(cataloguePrefix, './'), how)
      return { path: found.path, errors: found.errors, sideEffects: false }
    })
  },
})

/**
 * Compiles the transactional mails in a separate process, so that neither a form's function nor a synthesis loads MJML.
 */
const compileMails = (publication: Publication, { own }: BundledWords): Promise<string> =>
  runFor({ publication, ownWords: own }, 'functions/subscription/mails/compile-mails.ts')

/** Describes the admins' API by an OpenAPI document, in a separate process for the same reason. */
const describeApi = async (publication: Publication): Promise<string> => {
  const { version } = JSON.parse(await readFile(ownFile('package.json'), 'utf8'))
  return runFor({ publication, version }, 'cli/service/describe-api.ts')
}

/** Draws the sign as pictures, with the code that draws the cards. No function draws them again. */
const drawIcons = (publication: Publication, folder: string): Promise<string> =>
  runFor(publication, 'cli/editions/draw-icons.ts', folder)

/** @returns the output of one of our scripts, which is given a value as JSON */
const runFor = async (given: unknown, script: string, ...args: string[]): Promise<string> => {
  const running = promisify(execFile)(process.execPath, [ownFile(script), ...args])
  running.child.stdin?.end(JSON.stringify(given))
  const { stdout } = await running
  return stdout
}
