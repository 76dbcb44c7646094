import { parseArgs } from 'node:util'
import { runSeeds } from './fork.ts'
import { type Hunt, hunt } from './hunt.ts'
import type { Report } from './job.ts'
import { mutantFrom, mutants } from './mutants/mutant.ts'
import { replay } from './replay.ts'
import { searchSmallWorlds } from './search/fork.ts'

const usage = `npm run simulate -- --schedules N [--seed S] [--json]   N schedules from seed S on, then all mutants
npm run simulate -- --seed S [--trace] [--mutant FILE]   one schedule, told
npm run simulate -- --mutant FILE [--schedules N]        looks for one mutant`

const { values } = parseArgs({
  options: {
    schedules: { type: 'string' },
    seed: { type: 'string' },
    mutant: { type: 'string' },
    /** Without the mutants and the small world: what is wrong, quickly. */
    only: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

/** A mutant that is not found in so many schedules survives. */
const mostForMutant = 20_000

/** Of each opening of the small world. */
const mostStates = 6_000

const say = (line: string) => {
  if (!values.json) process.stdout.write(`${line}\n`)
}

const number = (text: string | undefined, otherwise: number): number => {
  const value = text === undefined ? otherwise : Number(text)
  if (Number.isSafeInteger(value) && value >= 0) return value
  throw new Error(`"${text}" is no whole number\n${usage}`)
}

const progress = (what: string) => {
  let last = 0
  return (reports: readonly Report[]) => {
    if (values.json || !process.stderr.isTTY || Date.now() - last < 1_000) return
    last = Date.now()
    const done = reports.reduce((sum, report) => sum + (report?.schedules ?? 0), 0)
    process.stderr.write(`\r${what}: ${done} schedules `)
  }
}

const tellBroken = (reports: readonly Report[]) => {
  for (const { seed, violations } of reports.flatMap(({ broken }) => broken).slice(0, 20)) {
    for (const { rule, what } of violations.slice(0, 3)) say(`  seed ${seed}: ${rule}: ${what}`)
    say(`    npm run simulate -- --seed ${seed} --trace`)
  }
}

const main = async (): Promise<number> => {
  if (values.help) {
    say(usage)
    return 0
  }
  const seed = number(values.seed, 1)
  const mutant = values.mutant === undefined ? undefined : await mutantFrom(values.mutant)
  if (values.schedules === undefined && values.seed !== undefined)
    return replay({ seed, isTraced: values.trace, ...(mutant && { mutant }) }, say)
  const schedules = number(values.schedules, mutant ? mostForMutant : 1_000)
  if (mutant) {
    const hunted = await hunt(mutant, { seed, most: schedules })
    say(lineOf(hunted))
    return hunted.found ? 0 : 1
  }

  const began = Date.now()
  const reports = await runSeeds({ from: seed, count: schedules, isHunt: false }, progress('simulating'))
  const sum = (of: (report: Report) => number) => reports.reduce((all, report) => all + of(report), 0)
  const violations = sum(({ brokenCount }) => brokenCount)
  const mean = Object.fromEntries(
    (['kills', 'freezes', 'lateWrites', 'lostAnswers'] as const).map((name) => [
      name,
      Number((sum(({ counts }) => counts[name]) / Math.max(1, schedules)).toFixed(2)),
    ]),
  )
  const cpuMs = sum(({ cpuMs: one }) => one) / Math.max(1, schedules)
  const simulated = (Date.now() - began) / 1_000
  say(
    `${schedules} schedules in ${simulated.toFixed(1)} s, ${cpuMs.toFixed(2)} ms CPU each; ${violations} broke a promise`,
  )
  say(
    `a schedule: ${Object.entries(mean)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ')}`,
  )
  say(`SES took ${(sum(({ mails }) => mails) / Math.max(1, schedules)).toFixed(2)} mails a schedule`)
  say(`digests: ${reports.map(({ digest }) => digest).join(' ')}`)
  tellBroken(reports)

  const hunts: Hunt[] = []
  let states = 0
  let searched = 0
  if (!values.only) {
    for (const world of await searchSmallWorlds({ depth: 14, states: mostStates })) {
      states += world.states
      searched += world.violations.length
      say(
        `small world, ${world.opening}: ${world.states} states, all to a depth of ${world.depth}; ${world.violations.length} broke a promise`,
      )
      for (const what of world.violations.slice(0, 5)) say(`  ${what}`)
    }
    for (const one of mutants) {
      const hunted = await hunt(one, { seed: 1, most: mostForMutant })
      say(lineOf(hunted))
      hunts.push(hunted)
    }
  }
  const found = hunts.filter((one) => one.found).length
  const result = {
    schedules,
    states,
    violations: violations + searched,
    mutants: { found, of: hunts.length },
    mean,
    /** Of every choice and every call: the same for the same seeds and the same code. */
    digest: reports.map(({ digest }) => digest).join(''),
    seconds: Number(((Date.now() - began) / 1_000).toFixed(1)),
  }
  if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`)
  else say(`${found} of ${hunts.length} mutants found; ${result.seconds} s`)
  return result.violations > 0 || found < hunts.length ? 1 : 0
}

const lineOf = ({ mutant, found, schedules, seconds }: Hunt): string =>
  `${found ? 'found   ' : 'SURVIVES'} ${mutant.name.padEnd(52)} ${found ? `seed ${found.seed}, ${found.rule}` : `${schedules} schedules`} (${seconds.toFixed(1)} s)`

process.exitCode = await main()
