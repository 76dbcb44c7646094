import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inSteps } from './in-steps.ts'

let folder: string
let home: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'masthead-own-'))
  home = await mkdtemp(join(tmpdir(), 'masthead-home-'))
})
afterAll(async () => {
  for (const one of [folder, home]) await rm(one, { recursive: true, force: true, maxRetries: 3 })
})
inSteps()

/** As somebody who has nothing of ours: their own Node, a new home, and no more than npm's cache of this machine. */
const run = async (command: string, ...args: string[]) => (await runIn(folder, command, ...args)).stdout
const runIn = async (cwd: string, command: string, ...args: string[]) => {
  const { stdout: cache } = await promisify(execFile)('npm', ['config', 'get', 'cache'])
  const PATH = process.env
    .PATH!.split(delimiter)
    .filter((place) => !place.includes('masthead'))
    .join(delimiter)
  const { NODE_OPTIONS: _, ...env } = process.env
  return promisify(execFile)(command, args, {
    cwd,
    env: {
      ...env,
      PATH,
      HOME: home,
      XDG_CACHE_HOME: join(home, '.cache'),
      npm_config_cache: cache.trim(),
      // What is in there need not be asked for again.
      npm_config_prefer_offline: 'true',
    },
    maxBuffer: 64_000_000,
  })
}
const read = (path: string) => readFile(join(folder, path), 'utf8')

test('packed, Masthead is installed into an empty folder', async () => {
  const { stdout } = await promisify(execFile)('npm', ['pack', '--silent', '--pack-destination', home])
  await run('npm', 'init', '-y')
  await run('npm', 'install', '--no-audit', '--no-fund', join(home, stdout.trim().split('\n').at(-1)!))
  expect(await run('npx', 'masthead', '--help')).toContain('masthead')
})

test('one command makes a magazine there, in which nothing is wrong', async () => {
  await run('npx', 'masthead', 'new', '--yes', '--name', 'Tidelines')
  expect(await run('npx', 'masthead', 'check')).toMatch(/^tidelines-1 {2}en {2}1 article/m)
  expect(JSON.parse(await read('package.json')).dependencies.masthead).toMatch(/^file:/)
  expect((await readdir(join(folder, '.github/workflows'))).sort()).toEqual(['check.yml', 'publish.yml'])
})

test('nothing is installed but what runs, its declarations, and what is read', async () => {
  const root = join(folder, 'node_modules/masthead')
  const files = (await readdir(root, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())
  const kinds = new Set(files.map(({ name }) => /(\.d)?\.[^.]+$/.exec(name)?.[0] ?? name))
  expect([...kinds].sort()).toEqual(
    ['.css', '.d.ts', '.html', '.js', '.json', '.md', '.mjs', '.svg', 'LICENSE'].sort(),
  )
  expect(files.filter(({ parentPath }) => /[\\/](tests|content|docs)([\\/]|$)/.test(parentPath))).toEqual([])
})

test('the manual is there, of this version', async () => {
  const file = (await run('npx', 'masthead', 'docs', 'send')).trim()
  expect(file.startsWith(join(folder, 'node_modules/masthead'))).toBe(true)
  const { version } = JSON.parse(await read('node_modules/masthead/package.json'))
  expect(await readFile(file, 'utf8')).toContain(`Masthead ${version}`)
})

test('a magazine elsewhere gets a package of the very Masthead that made it, which npm finds', async () => {
  const elsewhere = join(home, 'elsewhere')
  await mkdir(elsewhere)
  const said = await run('npx', 'masthead', 'new', elsewhere, '--yes', '--name', 'Shore')
  const { dependencies } = JSON.parse(await readFile(join(elsewhere, 'package.json'), 'utf8'))
  expect(dependencies.masthead).toMatch(/^file:vendor\/masthead-[\d.]+\.tgz$/)
  expect(said).toContain(dependencies.masthead)
  // Nor is it said what packages think of an older Node.
  const { stderr } = await runIn(
    elsewhere,
    'npm',
    'install',
    '--package-lock-only',
    '--no-audit',
    '--no-fund',
  )
  expect(stderr).toBe('')
  const { packages } = JSON.parse(await readFile(join(elsewhere, 'package-lock.json'), 'utf8'))
  expect(packages['node_modules/masthead'].resolved).toBe(dependencies.masthead)
  expect(packages['node_modules/aws-cdk-lib']).toBeDefined()
})

test('what is written into its first article is mailed', async () => {
  const article = 'content/issues/tidelines-1/01-hello.md'
  await writeFile(
    join(folder, article),
    (await read(article)).replace('This is', 'The boats came home. This is'),
  )
  await run('npx', 'masthead', 'start', '--once', '--out', 'shown')
  const digest = (await readdir(join(folder, 'shown/mail'))).find((name) => name.includes('-digest-'))!
  const { subject, text } = await simpleParser(await read(`shown/mail/${digest}`))
  expect(subject).toContain('Hello, readers')
  const page = await read('shown/site/en/issues/tidelines-1/hello/index.html')
  expect(page).toContain('The boats came home.')
  expect(text).toContain('/en/issues/tidelines-1/hello/')
})

test('its stack is synthesised by the CDK’s own command', async () => {
  await run('npm', 'install', '--no-audit', '--no-fund')
  await run('npx', 'cdk', 'synth', '--quiet')
  expect(JSON.parse(await read('cdk.out/Masthead.template.json')).Resources).toHaveProperty(
    'SendingDeliverFunction',
  )
})

test('an app of one’s own has the construct', async () => {
  await writeFile(
    join(folder, 'app.mjs'),
    `import { App } from 'aws-cdk-lib'
import { build, Newsletter } from 'masthead'
const app = new App({ outdir: 'own.out' })
new Newsletter(app, 'Tidelines', await build())
app.synth()
`,
  )
  await run('node', 'app.mjs')
  expect(await readdir(join(folder, 'own.out'))).toContain('Tidelines.template.json')
})
