import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import type { Publication } from '../functions/platform/publication.ts'
import type { FunctionName } from '../functions/platform/settings.ts'

/** Where each function begins. */
const entries: Record<FunctionName, string> = {
  publish: 'functions/edition/publish.handler.ts',
  subscribe: 'functions/subscription/subscribe.handler.ts',
  confirm: 'functions/subscription/confirm.handler.ts',
  preferences: 'functions/subscription/preferences.handler.ts',
  unsubscribe: 'functions/subscription/unsubscribe.handler.ts',
  schedule: 'functions/sending/schedule.handler.ts',
  plan: 'functions/sending/plan.handler.ts',
  deliver: 'functions/sending/deliver.handler.ts',
  sweep: 'functions/sending/sweep.handler.ts',
  feedback: 'functions/feedback/feedback.handler.ts',
  api: 'functions/admin/api.handler.ts',
}

/**
 * Bundles every function for Lambda: `<out>/<name>/index.mjs` and its source map, with the files that the function
 * reads beside it.
 * @returns the folder of a function's code
 * @throws when an entry is missing or does not compile, or the publication's mails do not
 */
export const bundle = async (
  publication: Publication,
  out = 'out/bundles',
): Promise<(name: FunctionName) => string> => {
  const missing = Object.values(entries).filter((entry) => !existsSync(entry))
  if (missing.length > 0)
    throw new Error(`No such handler: ${missing.join(', ')} (listed in infra/bundle.ts)`)
  const [mails] = await Promise.all([compileMails(publication), bundleCode(out)])
  const folderOf = (name: FunctionName) => join(out, name)
  for (const name of Object.keys(entries) as FunctionName[]) {
    writeFileSync(join(folderOf(name), 'publication.json'), JSON.stringify(publication))
  }
  writeFileSync(join(folderOf('subscribe'), 'mails.json'), mails)
  return folderOf
}

const bundleCode = async (out: string) => {
  mkdirSync(out, { recursive: true })
  await build({
    entryPoints: Object.entries(entries).map(([name, entry]) => ({ in: entry, out: `${name}/index` })),
    outdir: out,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // Packages that have both forms are a third smaller as ES modules.
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': './infra/lambda-credentials.ts' },
    minify: true,
    sourcemap: 'external',
    logLevel: 'warning',
    // CommonJS packages inside an ES module still call `require` for Node's own modules.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  })
}

/** Compiles the transactional mails in a process of its own: no form's function, and no synthesis, loads MJML. */
const compileMails = async (publication: Publication): Promise<string> => {
  const compiling = promisify(execFile)(process.execPath, ['functions/subscription/compile-mails.ts'])
  compiling.child.stdin?.end(JSON.stringify(publication))
  const { stdout } = await compiling
  return stdout
}
