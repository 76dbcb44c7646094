import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { createCheck, type Hunt, hunt } from './hunt.ts'
import { inSlots } from './in-slots.ts'
import type { Report } from './job.ts'
import { mutantFrom, mutants } from './mutants/mutants.ts'
import { noteSeen, readSeen, type Seen } from './mutants/seen-at.ts'
import { replay } from './replay.ts'
import { startRunner } from './runner.ts'
import { searchSmallWorld } from './search/fork.ts'
import type { Searched } from './search/search.ts'
import { replacementsOf, scaleOf, scales } from './world/scale.ts'
import { type ThemeName, themeNames } from './world/themes.ts'

const usage = `npm run simulate -- --schedules N [--seed S] [--json]   N schedules from seed S on, then all mutants
npm run simulate -- --schedules N --note   the same, and writes down where mutants are found, to look there first
npm run simulate -- --seed S [--dwell THEME] [--trace] [--mutant FILE]   one schedule, told
npm run simulate -- --mutant FILE [--schedules N] [--json]   looks for one mutant`

/** Exits with one line, because the input is wrong and a stack trace would not help. */
const refuse = (why: string): never => {
  process.stderr.write(`${why}; see npm run simulate -- --help\n`)
  process.exit(1)
}

const readOptions = () =>
  parseArgs({
    options: {
      schedules: { type: 'string' },
      seed: { type: 'string' },
      mutant: { type: 'string' },
      /** The theme of all stories; see world/themes.ts. */
      dwell: { type: 'string' },
      /** Only schedules, without mutants and small worlds: a quick check. */
      only: { type: 'boolean', default: false },
      /** Writes down where mutants were found, so that the next run looks there first. */
      note: { type: 'boolean', default: false },
      trace: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  }).values

const optionsOrEnd = () => {
  try {
    return readOptions()
  } catch (error) {
    return refuse((error as Error).message)
  }
}
const values = optionsOrEnd()

/** A mutant survives if it is not found in this many schedules of each kind. */
const mostForMutant = 10_000

const say = (line: string) => {
  if (!values.json) process.stdout.write(`${line}\n`)
}

/** Details of violations go to standard error with --json, whose result has only their number. */
const complain = (line: string) => void (values.json ? process.stderr : process.stdout).write(`${line}\n`)

const number = (text: string | undefined, otherwise: number): number => {
  const value = text === undefined ? otherwise : Number(text)
  if (Number.isSafeInteger(value) && value >= 0) return value
  return refuse(`"${text}" is no whole number`)
}

const theme = (text: string | undefined): ThemeName | undefined => {
  const found = themeNames.find((name) => name === text)
  if (text === undefined || found) return found
  return refuse(`"${text}" is none of ${themeNames.join(', ')}`)
}

/** Reports progress on standard error: in a terminal one line that is updated, in a log a line now and then. */
const progress = () => {
  const began = Date.now()
  const latest: Report[] = []
  let hunted = 0
  let last = 0
  const [everyMs, start, end] = process.stderr.isTTY ? [1_000, '\r', ' '] : [10_000, '', '\n']
  const tell = () => {
    if (Date.now() - last < everyMs) return
    last = Date.now()
    const schedules = latest.reduce((sum, one) => sum + (one?.schedules ?? 0), 0)
    const found = values.only ? '' : `, ${hunted} of ${mutants.length} mutants`
    const seconds = Math.floor((last - began) / 1_000)
    process.stderr.write(`${start}simulating: ${schedules} schedules${found} after ${seconds} s${end}`)
  }
  return {
    heard: (index: number) => (report: Report) => {
      latest[index] = report
      tell()
    },
    hunted: () => {
      hunted += 1
      tell()
    },
  }
}

const tellBroken = (reports: readonly Report[], dwell: ThemeName | undefined) => {
  for (const { seed, violations } of reports.flatMap(({ broken }) => broken).slice(0, 20)) {
    for (const { rule, what } of violations.slice(0, 3)) complain(`  seed ${seed}: ${rule}: ${what}`)
    complain(`    npm run simulate -- --seed ${seed}${dwell ? ` --dwell ${dwell}` : ''} --trace`)
  }
}

/** Runs the schedules of one scale, in a process of its own. */
const simulate = async (
  job: { from: number; to: number; dwell?: ThemeName },
  heard: (report: Report) => void,
): Promise<Report> => {
  const runner = startRunner(replacementsOf(scaleOf(job.from)))
  try {
    return await runner.run({ ...job, step: scales.length, isHunt: false }, heard)
  } finally {
    runner.end()
  }
}

const tellReports = (reports: readonly Report[], schedules: number, seconds: number, dwell?: ThemeName) => {
  const sum = (of: (report: Report) => number) => reports.reduce((all, report) => all + of(report), 0)
  const each = (of: (report: Report) => number) => (sum(of) / Math.max(1, schedules)).toFixed(2)
  const mean = Object.fromEntries(
    (['kills', 'freezes', 'lateWrites', 'lostAnswers'] as const).map((name) => [
      name,
      Number(each(({ counts }) => counts[name])),
    ]),
  )
  const violations = sum(({ brokenCount }) => brokenCount)
  say(
    `${schedules} schedules in ${seconds.toFixed(1)} s, ${each(({ cpuMs }) => cpuMs)} ms CPU each; ${violations} broke a promise`,
  )
  say(
    `a schedule: ${Object.entries(mean)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ')}`,
  )
  say(`SES took ${each(({ mails }) => mails)} mails a schedule`)
  say(`digests: ${reports.map(({ digest }) => digest).join(' ')}`)
  tellBroken(reports, dwell)
  return { mean, violations }
}

const tellSearched = ({ opening, states, depth, violations }: Searched) => {
  say(
    `small world, ${opening}: ${states} states, all to a depth of ${depth}; ${violations.length} broke a promise`,
  )
  for (const what of violations.slice(0, 5)) complain(`  ${what}`)
}

/** Runs schedules, small worlds and mutants, the longest first, so that every processor has work until the end. */
const runAll = async (seed: number, schedules: number, dwell: ThemeName | undefined): Promise<number> => {
  const began = Date.now()
  const secondsGone = () => (Date.now() - began) / 1_000
  const reports: Report[] = []
  const searches: (Searched & { cpuMs: number })[] = []
  const hunts: Hunt[] = []
  const check = createCheck()
  const { heard, hunted } = progress()
  let simulated = 0
  const seen = readSeen()
  const runs = scales.map((_, index) => async () => {
    const job = { from: seed + index, to: seed + schedules, ...(dwell && { dwell }) }
    reports[index] = await simulate(job, heard(index))
    simulated = secondsGone()
  })
  const others = [
    ...(['planning', 'delivering'] as const).map((opening, index) => async () => {
      searches[index] = await searchSmallWorld({ opening })
    }),
    ...mutants.map((mutant, index) => async () => {
      hunts[index] = await hunt(mutant, { seed: 1, most: mostForMutant, check, seen: seen[mutant.name] })
      hunted()
    }),
  ]
  try {
    await inSlots(Math.max(availableParallelism(), 1), values.only ? runs : [...runs, ...others])
  } finally {
    check.end()
  }
  const { mean, violations } = tellReports(reports, schedules, simulated, dwell)
  for (const searched of searches) tellSearched(searched)
  for (const one of hunts) say(lineOf(one))
  tellSeen(seen, hunts)
  const found = hunts.filter((one) => one.found).length
  const cpuMs = [
    ...reports.map(({ processMs }) => processMs),
    ...[...searches, ...hunts].map((one) => one.cpuMs),
  ]
  const result = {
    schedules,
    states: searches.reduce((sum, { states }) => sum + states, 0),
    violations: violations + searches.reduce((sum, one) => sum + one.violations.length, 0),
    mutants: { found, of: hunts.length },
    mean,
    /** A digest of every choice and every call: the same for the same seeds and the same code. */
    digest: reports.map(({ digest }) => digest).join(''),
    cpuSeconds: Number((cpuMs.reduce((sum, ms) => sum + ms, 0) / 1_000).toFixed(1)),
    seconds: Number(secondsGone().toFixed(1)),
  }
  if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`)
  else say(`${found} of ${hunts.length} mutants found; ${result.seconds} s, ${result.cpuSeconds} s CPU`)
  return result.violations > 0 || found < hunts.length ? 1 : 0
}

/** Says how many mutants were not where they were seen last, which takes time to find out, and writes that down if asked to. */
const tellSeen = (seen: Record<string, Seen>, hunts: readonly Hunt[]) => {
  const found = hunts.flatMap(({ mutant, found }) => (found ? [{ name: mutant.name, ...found }] : []))
  const elsewhere = found.filter(({ name, seed }) => seen[name]?.seed !== seed).length
  if (values.note)
    noteSeen(
      Object.fromEntries(found.map(({ name, seed, dwell }) => [name, { seed, ...(dwell && { dwell }) }])),
    )
  else if (elsewhere > 0)
    say(`${elsewhere} mutants were not where they were seen last: --note writes down where they are`)
}

const mutantNamed = (name: string) =>
  mutantFrom(name).catch((error: Error) => refuse(`No mutant "${name}": ${error.message}`))

const main = async (): Promise<number> => {
  if (values.help) {
    say(usage)
    return 0
  }
  const seed = number(values.seed, 1)
  const dwell = theme(values.dwell)
  const mutant = values.mutant === undefined ? undefined : await mutantNamed(values.mutant)
  if (values.schedules === undefined && values.seed !== undefined)
    return replay({ seed, ...(dwell && { dwell }), isTraced: values.trace, ...(mutant && { mutant }) }, say)
  if (!mutant) return runAll(seed, number(values.schedules, 1_000), dwell)
  const check = createCheck()
  try {
    const most = number(values.schedules, mostForMutant)
    const hunted = await hunt(mutant, { seed, most, check })
    say(lineOf(hunted))
    const { found, schedules, seconds, cpuMs } = hunted
    const result = {
      mutant: mutant.name,
      ...(found && { found }),
      schedules,
      cpuSeconds: cpuMs / 1_000,
      seconds,
    }
    if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`)
    return found ? 0 : 1
  } finally {
    check.end()
  }
}

const lineOf = ({ mutant, found, schedules, seconds, cpuMs }: Hunt): string => {
  const dwell = found?.dwell ? ` --dwell ${found.dwell}` : ''
  const how = found ? `--seed ${found.seed}${dwell}, ${found.rule}` : ''
  const cost = `${schedules} schedules, ${seconds.toFixed(1)} s, ${(cpuMs / 1_000).toFixed(1)} s CPU`
  return `${found ? 'found   ' : 'SURVIVES'} ${mutant.name.padEnd(52)} ${how} (${cost})`
}

process.exitCode = await main()
