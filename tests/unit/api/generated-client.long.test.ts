import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { anIssuePublished } from '../../builders.ts'
import { aService } from '../cli/service.ts'
import { document } from './open-api.ts'

/** Installed where the client is made: their compiler is another than ours. */
const packages = ['openapi-typescript@7.13.0', 'openapi-fetch@0.17.0', 'typescript@5.9.3']

/** What somebody might write who knows the description alone. */
const program = `import createClient from 'openapi-fetch'
import type { paths } from './api.d.ts'

const [baseUrl, token] = process.argv.slice(2)
const client = createClient<paths>({ baseUrl: baseUrl!, headers: { authorization: \`Bearer \${token}\` } })
const { data: list } = await client.GET('/api/issues', { params: { query: { state: 'all' } } })
const issue = list!.issues[0]!.id
const body = { issue, segment: { language: ['en'] }, from: 0 }
const { data: audience } = await client.POST('/api/sends/audience', { body })
const { data: quota } = await client.GET('/api/quota')
// @ts-expect-error There is no such role.
const refused = await client.POST('/api/keys', { body: { name: 'shop', role: 'chief' } })
console.log(JSON.stringify([issue, audience!.languages, quota!.rate, refused.response.status]))
`
const settings = {
  compilerOptions: {
    ...{ strict: true, noEmit: true, module: 'nodenext', target: 'esnext', allowImportingTsExtensions: true },
    ...{ lib: ['esnext', 'dom'], types: ['node'], typeRoots: [join(process.cwd(), 'node_modules/@types')] },
  },
}

test('a client that is generated from the description compiles, and does what an editor would', async ({
  skip,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-client-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }))
  const run = (command: string, ...args: string[]) => promisify(execFile)(command, args, { cwd: folder })
  const files = {
    'package.json': { type: 'module' },
    'tsconfig.json': settings,
    'openapi.json': document,
  }
  for (const [name, value] of Object.entries(files))
    await writeFile(join(folder, name), JSON.stringify(value))
  await writeFile(join(folder, 'program.ts'), program)
  const isInstalled = await run('npm', 'install', '--no-audit', '--no-fund', ...packages).then(
    () => true,
    () => false,
  )
  skip(!isInstalled, `npm cannot fetch ${packages.join(', ')} here`)
  await run('npx', 'openapi-typescript', 'openapi.json', '-o', 'api.d.ts')
  await run('npx', 'tsc', '-p', '.')
  const service = await aService()
  service.stores.issues.set('m-1', anIssuePublished({ id: 'm-1' }))
  const { stdout } = await run(process.execPath, 'program.ts', service.url, service.token)
  expect(JSON.parse(stdout)).toEqual(['m-1', {}, 14, 400])
})
