import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { replaced } from './hooks.ts'
import { createCheck, hunt } from './hunt.ts'
import { replacementsFor } from './mutants/mutant.ts'
import { mutants } from './mutants/mutants.ts'
import { readSeen, type Seen } from './mutants/seen-at.ts'
import { scales } from './world/scale.ts'

/** What hangs is ended well before the test is, which can then be tried again. */
const longestMs = 500_000
const run = (file: string, args: string[]) =>
  promisify(execFile)(file, args, { timeout: longestMs, killSignal: 'SIGKILL' })
const simulator = new URL('simulate.ts', import.meta.url).pathname

type Result = {
  schedules: number
  violations: number
  mean: { kills: number; freezes: number; lateWrites: number; lostAnswers: number }
  digest: string
}

/** Runs the simulator in processes of its own, because it replaces modules and forbids real time. */
const simulate = async (...options: string[]): Promise<Result> => {
  const { stdout } = await run(process.execPath, [simulator, ...options, '--only', '--json'])
  return JSON.parse(stdout)
}
/** Generous, because machines can be busy. */
const patience = 600_000

// `npm run test:long` goes on after these.
test(
  'five thousand schedules with kills, freezes, late writes and lost answers break no promise',
  async () => {
    const { schedules, violations, mean } = await simulate('--schedules', '5000')
    expect({ schedules, violations }).toEqual({ schedules: 5_000, violations: 0 })
    for (const [name, count] of Object.entries(mean)) expect(count, name).toBeGreaterThanOrEqual(0.5)
  },
  patience,
)

test(
  'the same seeds come to the same choices and calls, digest for digest; others do not',
  async () => {
    const [one, again, other] = await Promise.all([
      simulate('--schedules', '100', '--seed', '7'),
      simulate('--schedules', '100', '--seed', '7'),
      simulate('--schedules', '100', '--seed', '8'),
    ])
    expect(one.digest).toMatch(/^[0-9a-f]{32}$/)
    expect(again.digest).toBe(one.digest)
    expect(other.digest).not.toBe(one.digest)
  },
  patience,
)

test(
  'a mutant of the protocol is found',
  async () => {
    const { stdout } = await run(process.execPath, [simulator, '--mutant', 'mark after the calls'])
    expect(stdout).toMatch(/^found +mark after the calls +--seed \d+/)
    const json = await run(process.execPath, [simulator, '--mutant', 'mark after the calls', '--json'])
    expect(JSON.parse(json.stdout)).toMatchObject({
      mutant: 'mark after the calls',
      found: { seed: expect.any(Number), rule: expect.any(String) },
    })
  },
  patience,
)

test(
  'a mutant is found at once where it was seen last, and all the same where it is not any more',
  async () => {
    const mutant = mutants.find(({ name }) => name === 'mark after the calls')!
    const check = createCheck()
    try {
      const look = (seen?: Seen) => hunt(mutant, { seed: 1, most: 1_000, check, seen })
      const { found, schedules } = await look()
      expect(await look(found)).toMatchObject({ found, schedules: 1 })
      // The one before is no place where it shows: it would have been found there.
      const before = await look({ seed: found!.seed - scales.length })
      expect(before).toMatchObject({ found, schedules: schedules + 1 })
    } finally {
      check.end()
    }
  },
  patience,
)

test('no mutant is looked for that is none any more', () => {
  const names = mutants.map(({ name }) => name)
  expect(Object.keys(readSeen()).filter((name) => !names.includes(name))).toEqual([])
})

test.each([
  [['--frob'], /^Unknown option '--frob'[^\n]*\n$/],
  [['--seed', 'x'], /^"x" is no whole number[^\n]*\n$/],
  [['--dwell', 'x'], /^"x" is none of [^\n]*\n$/],
  [['--mutant', 'none.json'], /^No mutant "none.json"[^\n]*\n$/],
])('%s is one clear line and a failure', async (options, stderr) => {
  await expect(run(process.execPath, [simulator, ...options])).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(stderr),
  })
})

test(
  'with --json nothing but the result is on standard output; how far it is goes to standard error, a line each',
  async () => {
    const { stdout, stderr } = await run(process.execPath, [
      simulator,
      '--schedules',
      '100',
      '--only',
      '--json',
    ])
    expect(JSON.parse(stdout)).toMatchObject({ schedules: 100 })
    expect(stderr).toMatch(/^(simulating: \d+ schedules after \d+ s\n)+$/)
  },
  patience,
)

test('a mutant that fits nowhere any more, or in two places, is an error, however lines are broken', () => {
  const change = { file: 'x.ts', find: 'a  =\n 1', replace: 'a = 2' }
  expect(replaced('const a = 1\n', change)).toBe('const a = 2\n')
  expect(() => replaced('const b = 1\n', change)).toThrow('0 times')
  expect(() => replaced('a = 1; a = 1', change)).toThrow('2 times')
})

test('every mutant still fits the code that it is a mistake in', () => {
  for (const mutant of mutants) {
    const sources = new Map<string, string>()
    for (const change of replacementsFor(mutant)) {
      const url = new URL(`../../${change.file}`, import.meta.url)
      sources.set(change.file, replaced(sources.get(change.file) ?? readFileSync(url, 'utf8'), change))
    }
  }
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length)
})
