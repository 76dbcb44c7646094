import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Outcome } from './outcome.ts'
import { logOf, openSeedRuns } from './seed-runs.ts'
import { isFine, type Totals, totalsOf } from './totals.ts'

const usage = `npm run faults                    twenty seeds, 2,000 readers each
npm run faults -- --seeds N       so many seeds, from 1 on
npm run faults -- --recipients M  so many readers a seed; at least 250, so that a batch has five chunks
npm run faults -- --from K        go on with seed K; results of before are kept and counted
npm run faults -- --json          print one JSON object instead of lines
Each seed writes what happened to out/faults/SEED.log, and to SEED.history.json what the simulator's judge reads. At
the end stands how often each fault was met. Exits with 1 when any promise was broken.`

const results = 'out/faults/results.json'
const fewestRecipients = 250

const numberOf = (name: string, text: string, least: number): number => {
  const number = Number(text)
  if (Number.isInteger(number) && number >= least) return number
  throw new Error(`--${name} wants a whole number from ${least} on\n${usage}`)
}

const earlier = (): Outcome[] => {
  try {
    const all: Partial<Outcome>[] = JSON.parse(readFileSync(results, 'utf8'))
    // Those of another version of this are not counted.
    return all.filter((one): one is Outcome => one.met !== undefined && one.afterCancel !== undefined)
  } catch {
    return []
  }
}

const lineOf = (outcome: Outcome): string => {
  const { seed, kills, lost, repeated, afterUnsubscribe, afterCancel, uncertain, open, seconds } = outcome
  const counts = `${kills} kills, ${uncertain} uncertain of ${open} open, ${lost} lost, ${repeated} repeated`
  return `${isFine(outcome) ? 'fine ' : 'WRONG'} seed ${seed}: ${counts}, ${afterUnsubscribe} after leaving, ${afterCancel} after a cancel (${seconds} s)`
}

/** What was wrong with a run, where to read what had happened to it, and how to see it again. */
const storyOf = ({ seed, wrong }: Outcome, recipients: number): string =>
  [
    ...wrong.slice(0, 20).map((line) => `  ${line.slice(0, 500)}`),
    ...(wrong.length > 20 ? [`  … and ${wrong.length - 20} more`] : []),
    `  What happened: ${logOf(seed)}`,
    `  Again: npm run faults -- --recipients ${recipients} --seeds 1 --from ${seed}`,
  ].join('\n')

const main = async () => {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '20' },
      recipients: { type: 'string', default: '2000' },
      from: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(usage)
  const count = numberOf('seeds', values.seeds, 1)
  const recipients = numberOf('recipients', values.recipients, fewestRecipients)
  const from = numberOf('from', values.from ?? '1', 1)
  const seeds = Array.from({ length: count }, (_, index) => from + index)
  const all = new Map((values.from ? earlier() : []).map((outcome) => [outcome.seed, outcome]))

  mkdirSync('out/faults', { recursive: true })
  const onOutcome = (outcome: Outcome) => {
    all.set(outcome.seed, outcome)
    writeFileSync(results, JSON.stringify([...all.values()]))
    if (!values.json) console.log(lineOf(outcome))
    if (!isFine(outcome)) console.error(storyOf(outcome, recipients))
  }
  const seedRuns = await openSeedRuns(recipients)
  try {
    await seedRuns.run({ seeds, onOutcome })
  } finally {
    await seedRuns.end()
  }
  const totals: Totals = totalsOf([...all.values()])
  if (values.json) console.log(JSON.stringify(totals))
  else {
    const { met, ...counts } = totals
    for (const [what, { times, seeds }] of Object.entries(met))
      console.log(`${String(times).padStart(6)} in ${String(seeds).padStart(3)} seeds: ${what}`)
    console.log(
      Object.entries(counts)
        .map(([name, value]) => `${name} ${value}`)
        .join(', '),
    )
  }
  if (totals.failed.length > 0) process.exitCode = 1
}

await main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
