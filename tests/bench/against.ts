import { execFile } from 'node:child_process'
import { cp, readFile, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Compared, compareRuns } from './compare.ts'
import type { Result } from './figures.ts'
import { inTemporaryFolder } from './temporary.ts'

export type Against = {
  /** The checkout's folder. */
  here: string
  /** What to compare with, as git names revisions. */
  revision: string
  /** Benchmarks by name. */
  names: readonly string[]
  scale: string
  /** How often each revision is measured. */
  runs: number
  say: (line: string) => void
}

/** The benchmark's own files: both revisions are measured by those that stand here. */
const ruler = 'tests/bench'

/**
 * Measures another revision and this checkout, as it stands, in turn: before, after, after, before, …, so that whatever
 * else the machine does, and whatever it slowly becomes, meets both alike. The other one is a clone in a temporary folder,
 * with the packages of this checkout.
 * @throws when git knows no such revision, or a benchmark fails
 */
export const against = ({ here, revision, ...wanted }: Against): Promise<Compared[]> =>
  inTemporaryFolder(async (dir) => {
    const there = join(dir, 'before')
    const commit = await git(here, 'rev-parse', '--verify', '--quiet', `${revision}^{commit}`).catch(() => {
      throw new Error(`git knows no revision ${revision}`)
    })
    await git(here, 'clone', '--quiet', '--shared', '--no-checkout', '.', there)
    await git(there, 'checkout', '--quiet', '--detach', commit)
    await giveTools(here, there, wanted.say)
    return measureInTurn(there, here, wanted)
  })

const giveTools = async (here: string, there: string, say: (line: string) => void) => {
  const [before, after] = await Promise.all([here, there].map(lockfileOf))
  if (before !== after)
    say('Its package-lock.json differs: both are measured with the packages of this checkout')
  await symlink(join(here, 'node_modules'), join(there, 'node_modules'), 'junction')
  await rm(join(there, ruler), { recursive: true, force: true })
  await cp(join(here, ruler), join(there, ruler), { recursive: true })
}

const lockfileOf = (folder: string) => readFile(join(folder, 'package-lock.json'), 'utf8').catch(() => '')

const measureInTurn = async (
  there: string,
  here: string,
  { names, scale, runs, say }: Omit<Against, 'here' | 'revision'>,
): Promise<Compared[]> => {
  const before: Result[][] = []
  const after: Result[][] = []
  const measure = async (folder: string, results: Result[][]) => {
    say(`${folder === there ? 'Before' : 'After'}, run ${results.length + 1} of ${runs}`)
    results.push(await resultsOf(folder, names, scale))
  }
  for (let run = 0; run < runs; run += 1) {
    const sides = [() => measure(there, before), () => measure(here, after)]
    for (const side of run % 2 === 0 ? sides : sides.reverse()) await side()
  }
  return compareRuns(before, after)
}

const resultsOf = async (folder: string, names: readonly string[], scale: string): Promise<Result[]> => {
  const { stdout } = await run(
    process.execPath,
    [`${ruler}/bench.ts`, ...names, '--json', '--scale', scale],
    folder,
  )
  return (JSON.parse(stdout) as { results: Result[] }).results
}

const git = async (cwd: string, ...args: string[]): Promise<string> =>
  (await run('git', args, cwd)).stdout.trim()

const run = (command: string, args: string[], cwd: string) =>
  promisify(execFile)(command, args, { cwd, maxBuffer: 64 * 1024 * 1024 })
