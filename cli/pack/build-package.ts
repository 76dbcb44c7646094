import { execFile } from 'node:child_process'
import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { pruneDeclarations } from './prune-declarations.ts'

/** The folder that is installed where Masthead is a dependency. A checkout runs its TypeScript itself. */
const out = 'dist'
/** Folders of the checkout that are included. */
const folders = ['functions', 'emails', 'infra', 'cli', 'packages/local-cloud']

const tsc = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['node_modules/typescript/bin/tsc', ...args])

/** The manual, as `masthead docs` shows it. */
const makeManual = () =>
  promisify(execFile)(process.execPath, ['cli/manual/build-manual.ts', join(out, 'manual')])

/**
 * Writes `dist`: JavaScript and declarations of all that an installed package runs, since Node strips no types under
 * `node_modules` (Node.js documentation, "Modules: TypeScript", "Type stripping in dependencies"), what lies beside, and the
 * manual.
 */
const buildPackage = async () => {
  await rm(out, { recursive: true, force: true })
  await tsc('-p', 'cli/pack/tsconfig.json')
  await tsc('-p', 'cli/pack/tsconfig.browser.json')
  await pruneDeclarations(out, 'infra/newsletter.d.ts')
  for (const folder of folders)
    await cp(folder, join(out, folder), {
      recursive: true,
      filter: (path) =>
        !/(^|\/)(tests|node_modules|manual)(\/|$)|\.ts$|\.md$|tsconfig[^/]*\.json$|package\.json$/.test(path),
    })
  await makeManual()
  const { name, version } = JSON.parse(await readFile('package.json', 'utf8'))
  const imports = {
    '#local-cloud': './packages/local-cloud/cloud.js',
    '#local-cloud/*': './packages/local-cloud/*.js',
  }
  await writeFile(
    join(out, 'package.json'),
    `${JSON.stringify({ name, version, private: true, type: 'module', imports }, null, 2)}\n`,
  )
}

await buildPackage().catch((error: Error & { stdout?: string }) => {
  console.error(error.stdout || error.message)
  process.exitCode = 1
})
