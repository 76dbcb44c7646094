import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { against } from './against.ts'
import { besideBaseline, withRun } from './baseline.ts'
import { comparisonLine, verdictOf } from './compare.ts'

test('a figure is better or worse only when all runs before and after lie apart', () => {
  expect(verdictOf([10, 11, 12], [7, 8, 9], false)).toBe('better')
  expect(verdictOf([10, 11, 12], [7, 8, 10], false)).toBe('same')
  expect(verdictOf([10, 11, 12], [13, 14, 15], false)).toBe('worse')
  expect(verdictOf([10, 11, 12], [13, 14, 15], true)).toBe('better')
  expect(verdictOf([10, 11, 12], [7, 8, 9], true)).toBe('worse')
  expect(verdictOf([10], [10], false)).toBe('same')
})

/** Prints what the revision's subject.ts says, as a benchmark does; a run is a little slower than the one before. */
const fakeBenchmark = `import { appendFileSync, readFileSync } from 'node:fs'
import { figures } from '../../subject.ts'
const log = process.env.FAKE_RUNS
appendFileSync(log, figures.name)
const late = readFileSync(log, 'utf8').length / 100
const { time, rate, noise } = figures
console.log(JSON.stringify({ results: [
  { measure: 'time', value: time + late, unit: 'ms', better: 'less' },
  { measure: 'rate', value: rate + late, unit: '/s', better: 'more' },
  { measure: 'noise', value: noise + late, unit: 'ms', better: 'less' },
  ...(figures.name === 'b' ? [{ measure: 'new', value: 1, unit: 'ms', better: 'less' }] : []),
] }))
`

const aCheckout = () => {
  const here = mkdtempSync(join(tmpdir(), 'bench-against-'))
  onTestFinished(() => rmSync(here, { recursive: true, force: true }))
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: here })
  git('init', '--quiet')
  mkdirSync(join(here, 'tests/bench'), { recursive: true })
  const commit = (subject: object, benchmark: string) => {
    writeFileSync(join(here, 'subject.ts'), `export const figures = ${JSON.stringify(subject)}\n`)
    writeFileSync(join(here, 'tests/bench/bench.ts'), benchmark)
    git('add', '.')
    git('commit', '--quiet', '-m', 'A revision')
  }
  const runs = join(here, 'runs.log')
  process.env.FAKE_RUNS = runs
  onTestFinished(() => void delete process.env.FAKE_RUNS)
  return { here, commit, git }
}

test('two revisions are measured in turn, by the same benchmark, with a verdict on each figure', async () => {
  const { here, commit, git } = aCheckout()
  commit({ name: 'a', time: 5, rate: 9, noise: 1 }, 'throw new Error("a benchmark of long ago")\n')
  commit({ name: 'b', time: 4, rate: 8, noise: 1 }, fakeBenchmark)
  const order: string[] = []
  const compared = await against({
    ...{ here, revision: 'HEAD~1', names: ['anything'], scale: '1', runs: 2 },
    say: (line) => order.push(line),
  })
  expect(order).toEqual([
    'Before, run 1 of 2',
    'After, run 1 of 2',
    'After, run 2 of 2',
    'Before, run 2 of 2',
  ])
  const verdicts = Object.fromEntries(compared.map(({ measure, verdict }) => [measure, verdict]))
  // What is only measured of one of them cannot be compared.
  expect(verdicts).toEqual({ time: 'better', rate: 'worse', noise: 'same' })
  expect(comparisonLine(compared[0]!)).toMatch(/^time .* 5\.\d* \(.*→ 4\.\d* \(.* ms .*-\d+\.\d %.*better/)
  // The repository is as it was.
  expect(String(git('worktree', 'list')).trim().split('\n')).toHaveLength(1)
})

test('a revision that git does not know is named', async () => {
  const { here, commit } = aCheckout()
  commit({ name: 'a', time: 5, rate: 9, noise: 1 }, fakeBenchmark)
  const wanted = { here, revision: 'nothing', names: [], scale: '1', runs: 1, say: () => {} }
  await expect(against(wanted)).rejects.toThrow('git knows no revision nothing')
})

test('a figure is shown beside the one that was kept, if a machine of the same kind had it', () => {
  const machine = { processor: 'a processor', cores: 2, memoryGB: 8, node: 'v24.1.0' }
  const figure = { what: 'time', value: 10, unit: 'ms' }
  const run = { benchmark: 'thing', date: '2026-12-03', machine, figures: [figure] }
  const baseline = withRun({}, run)
  const beside = (value: number, on = machine) => besideBaseline(baseline, 'thing', { ...figure, value }, on)
  expect(beside(12)).toBe('+20 % since 2026-12-03')
  expect(beside(9, { ...machine, node: 'v24.9.0' })).toBe('−10 % since 2026-12-03')
  expect(beside(12, { ...machine, cores: 4 })).toBe('')
  expect(besideBaseline(baseline, 'other', figure, machine)).toBe('')
})
