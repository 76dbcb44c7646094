import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allPages } from '../../cli/manual/pages.ts'
import { type Block, blocksOf, fileOf, isAsShown } from '../manual-blocks.ts'
import { inSteps } from './in-steps.ts'

/** Rewrites what pages show of outputs that are others by now: `UPDATE_MANUAL=1`. */
const update = process.env.UPDATE_MANUAL === '1'
const checkout = resolve(import.meta.dirname, '../..')

let parent: string
let folder: string
let port: number
const staying: ChildProcess[] = []

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'masthead-manual-'))
  folder = join(parent, 'tidelines')
  // As `npm install` would leave it.
  await mkdir(join(folder, 'node_modules/.bin'), { recursive: true })
  await symlink(checkout, join(folder, 'node_modules/masthead'))
  await symlink('../masthead/cli/masthead.mjs', join(folder, 'node_modules/.bin/masthead'))
  const { version } = JSON.parse(await readFile(join(checkout, 'package.json'), 'utf8'))
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ dependencies: { masthead: `file:vendor/masthead-${version}.tgz` } }),
  )
  port = await fourFreePorts()
})
afterAll(async () => {
  for (const child of staying.reverse()) await end(child)
  await rm(parent, { recursive: true, force: true, maxRetries: 3 })
})
inSteps()

/** The first of four ports that nobody listens to. */
const fourFreePorts = async (): Promise<number> => {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 20_000)
    const free = await Promise.all([0, 1, 2, 3, 4].map((step) => isFree(first + step)))
    if (free.every(Boolean)) return first
  }
}

const isFree = async (one: number): Promise<boolean> => {
  const server = createServer().listen(one, '127.0.0.1')
  const listens = await once(server, 'listening').then(
    () => true,
    () => false,
  )
  server.close()
  return listens
}

/** `npx` as it finds a command of the folder, without asking npm; the service on ports of this test's own. */
const prelude = 'exec 2>&1\nnpx() { bin=$1; shift; "node_modules/.bin/$bin" "$@"; }\n'

const begin = (block: Block): ChildProcess => {
  const typed = block.text.replaceAll(/\bnpm start\b/g, `npm start --silent -- --port ${port}`)
  const { NODE_OPTIONS: _, VITEST: __, ...env } = process.env
  return spawn('sh', ['-e', '-c', prelude + typed], {
    cwd: folder,
    detached: true,
    env: { ...env, NO_COLOR: '1', HOME: parent, COLUMNS: '110' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

const end = async (child: ChildProcess) => {
  if (child.exitCode !== null || child.signalCode !== null) return
  process.kill(-child.pid!, 'SIGINT')
  await once(child, 'exit')
}

/** As the pages say it: with the ports of `npm start`, and without what is this machine's. */
const asTold = (text: string): string =>
  [0, 1, 2, 3, 4]
    .reduce((so, step) => so.replaceAll(`:${port + step}`, `:${8064 + step}`), text)
    .replaceAll(folder, '/home/you/tidelines')

/** What differs from run to run: times, what was thrown by dice, and what a clock or a key put in order. */
const varying = [
  /\d{4}-\d\d-\d\d \d\d:\d\d/g,
  /(?<=digest )[\d.]+(?= KB)/g,
  /(?<=--test-)[0-9a-f]{8}/g,
  /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
  /(?<=127\.0\.0\.1:)\d+/g,
  /(?<=SES reports ).*$/gm,
  /(?<=\+ excluded +\d+ ).*$/gm,
]
const withoutChance = (text: string): string => varying.reduce((so, one) => so.replaceAll(one, '#'), text)

const outputOf = async (child: ChildProcess, isEnough: (text: string) => boolean): Promise<string> => {
  let text = ''
  child.stdout!.on('data', (data) => {
    text += data
  })
  const closed = once(child, 'close').then(() => true)
  for (;;) {
    const ended = await Promise.race([closed, sleep(100, false)])
    if (ended || isEnough(asTold(text))) return asTold(text)
  }
}

/** Commands that change nothing, and show what SES may still report. */
const asksOnly = /^npx masthead (reader|status|recipients|readers (count|list|show))\b[^\n]*$/

const run = async (block: Block, shown: Block | undefined) => {
  const stays = block.meta.includes('stays')
  const child = begin(block)
  if (stays) staying.push(child)
  const wanted = shown?.text
  const isSo = (text: string) => wanted !== undefined && isAsShown(withoutChance(text), withoutChance(wanted))
  const isEnough = (text: string) => stays && isSo(text)
  let output = await outputOf(child, isEnough)
  // SES reports some seconds later, more of them on a busy machine: whoever only asks, asks again.
  for (
    let tries = 0;
    wanted !== undefined && !isSo(output) && asksOnly.test(block.text) && tries < 60;
    tries += 1
  ) {
    await sleep(500)
    output = await outputOf(begin(block), isEnough)
  }
  const code = block.meta.find((one) => one.startsWith('exit='))?.slice('exit='.length) ?? '0'
  if (!stays) expect(`${child.exitCode}`, `${block.page}:${block.line}\n${output}`).toBe(code)
  if (wanted === undefined || isSo(output)) return
  if (update && shown) await rewrite(shown, output)
  else expect.fail(`${block.page}:${block.line}: ${block.text}\nanswers\n${output}\nand not\n${wanted}`)
}

const rewrite = async ({ page, text }: Block, output: string) => {
  const source = await readFile(page, 'utf8')
  await writeFile(
    page,
    source.replace(`output\n${text}\n`, () => `output\n${output.trimEnd()}\n`),
  )
}

/** Of each page what it has written or typed, in order. The files of one page are there for the next. */
const sources = allPages.map(({ source }) => source).filter((source) => source.startsWith('docs/manual/'))

test.each(sources)('what %s says can be typed, and answers as it says', async (source) => {
  const blocks = blocksOf(source)
  for (const [at, block] of blocks.entries()) {
    const file = fileOf(block)
    if (file) {
      await mkdir(dirname(join(folder, file)), { recursive: true })
      await writeFile(join(folder, file), `${block.text}\n`)
    }
    if (block.language !== 'sh' || !block.meta.some((one) => one === 'run' || one === 'stays')) continue
    const next = blocks[at + 1]
    await run(block, next?.meta.includes('output') ? next : undefined)
  }
})
