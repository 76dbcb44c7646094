import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { build, type Plugin } from 'esbuild'
import type { Publication } from '../functions/publication/publication.ts'
import { type BundledWords, wordsForBundle } from '../functions/publication/words/bundled-words.store.ts'
import { ownFile, packageFolder } from './own-files.ts'
import type { FunctionName } from './settings.ts'

/** Where each function begins. */
export const entries: Record<FunctionName, string> = {
  publish: 'functions/edition/publish/publish.handler.ts',
  subscribe: 'functions/subscription/forms/subscribe.handler.ts',
  'retry-mail': 'functions/subscription/mails/retry-mail.handler.ts',
  confirm: 'functions/subscription/forms/confirm.handler.ts',
  preferences: 'functions/subscription/forms/preferences.handler.ts',
  unsubscribe: 'functions/subscription/forms/unsubscribe.handler.ts',
  schedule: 'functions/sending/schedule/schedule.handler.ts',
  plan: 'functions/sending/plan/plan.handler.ts',
  deliver: 'functions/sending/deliver/deliver.handler.ts',
  sweep: 'functions/sending/watch/sweep.handler.ts',
  feedback: 'functions/feedback/feedback.handler.ts',
  api: 'functions/api/api.handler.ts',
  redrive: 'functions/api/redrive.handler.ts',
}

/** Who tells a reader by mail what they just did. */
const telling: FunctionName[] = ['preferences', 'unsubscribe']
/** Code that a function seldom needs lies in a file of its own, so that each start need not read it. */
const seldom: { of: FunctionName; name: string; entry: string }[] = [
  ...telling.map((of) => ({
    of,
    name: 'tell-mail',
    entry: 'functions/subscription/mails/notify-reader-mail.store.ts',
  })),
  { of: 'api', name: 'upload-store', entry: 'functions/api/upload.store.ts' },
  { of: 'publish', name: 'draw-card', entry: 'functions/edition/card/draw-card.ts' },
]
/** Who writes to readers beside the issues themselves. */
const mailing: FunctionName[] = ['subscribe', 'retry-mail', ...telling]

/**
 * Bundles every function for Lambda: `<out>/<name>/index.cjs` and its source map, with the files that the function
 * reads beside it.
 * @param file the publication's, beside which its own words lie
 * @returns the folder of a function's code
 * @throws when an entry is missing or does not compile, or the publication's mails do not, or a language has no words
 */
export const bundle = async (
  publication: Publication,
  out = 'out/bundles',
  file = 'content/publication.yaml',
): Promise<(name: FunctionName) => string> => {
  const missing = Object.values(entries).filter((entry) => !existsSync(ownFile(entry)))
  if (missing.length > 0)
    throw new Error(`No such handler: ${missing.join(', ')} (listed in infra/bundle.ts)`)
  const words = wordsForBundle(publication.languages, file)
  const [mails, search] = await Promise.all([
    compileMails(publication, words),
    bundleSearch(),
    bundleCode(out, words),
    drawIcons(publication, join(out, 'publish', 'icons')),
  ])
  const folderOf = (name: FunctionName) => join(out, name)
  for (const name of Object.keys(entries) as FunctionName[]) {
    const beside = {
      'publication.json': JSON.stringify(publication),
      ...(mailing.includes(name) && { 'mails.json': mails }),
      ...(name === 'publish' && { 'search.js': search }),
    }
    for (const [file, text] of Object.entries(beside)) writeFileSync(join(folderOf(name), file), text)
    const folders = name === 'publish' ? ['cards', 'icons'] : []
    const code = ['index', ...seldom.filter(({ of }) => of === name).map((one) => one.name)]
    const compiled = code.flatMap((one) => [`${one}.cjs`, `${one}.cjs.map`])
    removeLeftovers(folderOf(name), [...compiled, ...Object.keys(beside), ...folders])
  }
  copyCardFiles(join(folderOf('publish'), 'cards'))
  return folderOf
}

/** What draws cards, by the names under which `functions/edition/card` asks for it: 8.6 MB, of which 6 are Chinese letters. */
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

/** What an earlier build left would be deployed too, and an `index.mjs` even run in the place of ours. */
const removeLeftovers = (folder: string, ours: string[]) => {
  for (const file of readdirSync(folder).filter((name) => !ours.includes(name)))
    rmSync(join(folder, file), { recursive: true, force: true })
}

const bundleCode = async (out: string, words: BundledWords) => {
  mkdirSync(out, { recursive: true })
  await build({
    entryPoints: [
      ...Object.entries(entries).map(([name, entry]) => ({ in: ownFile(entry), out: `${name}/index` })),
      ...seldom.map(({ of, name, entry }) => ({ in: ownFile(entry), out: `${of}/${name}` })),
    ],
    outdir: out,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    // An ES module that imports `node:http` waits for all that it exports, the whole of Node's `fetch` among it: a fifth
    // of a form's start.
    format: 'cjs',
    // Packages that have both forms are a third smaller as ES modules.
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': ownFile('infra/lambda-credentials.ts') },
    minify: true,
    // What MJML would read a configuration file by, if it were one in TypeScript.
    external: ['typescript'],
    plugins: [versionOnly, itsWords(words)],
    sourcemap: 'external',
    logLevel: 'warning',
  })
}

/** The one script of the site, for browsers of the last years: publishing writes it beside the pages. */
const bundleSearch = async (): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [ownFile('functions/edition/search/search.browser.ts')],
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

/** An SDK client says its version in each call, and brings its whole package.json along for it. */
const versionOnly: Plugin = {
  name: 'version-only',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]@aws-sdk[\\/]client-[^\\/]+[\\/]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8'))
      return { contents: JSON.stringify({ version }), loader: 'json' }
    }),
}

const cataloguePrefix = /^catalogue:/

/** A function carries the words of the publication's languages, not those of all; one that speaks to nobody, none. */
export const itsWords = ({ module }: Pick<BundledWords, 'module'>): Plugin => ({
  name: 'its-words',
  setup: ({ onLoad, onResolve, resolve }) => {
    onLoad({ filter: /[\\/]publication[\\/]words[\\/]catalogues\.[tj]s$/ }, ({ path }) => ({
      contents: module,
      loader: 'ts',
      resolveDir: dirname(path),
    }))
    // To read a catalogue does nothing by itself, though it calls what chooses plurals. The prefix spares esbuild a
    // question about each of a thousand other imports.
    onResolve({ filter: cataloguePrefix }, async ({ path, ...how }) => {
      const found = await resolve(path.replace(cataloguePrefix, './'), how)
      return { path: found.path, errors: found.errors, sideEffects: false }
    })
  },
})

/** Compiles the transactional mails in a process of its own: no form's function, and no synthesis, loads MJML. */
const compileMails = (publication: Publication, { own }: BundledWords): Promise<string> =>
  runFor({ publication, ownWords: own }, 'functions/subscription/mails/compile-mails.ts')

/** Draws the sign as pictures by what draws the cards; no function draws them again. */
const drawIcons = (publication: Publication, folder: string): Promise<string> =>
  runFor(publication, 'cli/draw-icons.ts', folder)

/** @returns what a script of ours writes that is given something as JSON */
const runFor = async (given: unknown, script: string, ...args: string[]): Promise<string> => {
  const running = promisify(execFile)(process.execPath, [ownFile(script), ...args])
  running.child.stdin?.end(JSON.stringify(given))
  const { stdout } = await running
  return stdout
}
