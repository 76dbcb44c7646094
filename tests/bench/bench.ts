import { parseArgs } from 'node:util'
import { against } from './against.ts'
import { benchArchive } from './archive.ts'
import { baselineFile, besideBaseline, readBaseline, withRun, writeBaseline } from './baseline.ts'
import { benchReading } from './build-document.ts'
import { benchBundles } from './bundles.ts'
import { comparisonLine } from './compare.ts'
import { benchEdition } from './edition.ts'
import { type Benchmark, type Figure, isHeld, lineOf, resultOf } from './figures.ts'
import { benchReaders } from './import-readers.ts'
import { benchInbox } from './inbox.ts'
import { benchWeb } from './lighthouse.ts'
import { machineLine, thisMachine } from './machine.ts'
import { benchPace } from './pace.ts'
import { benchSending } from './sending.ts'
import { benchStart } from './start.ts'

const benchmarks: Record<string, Benchmark> = {
  reading: benchReading,
  readers: benchReaders,
  edition: benchEdition,
  archive: benchArchive,
  inbox: benchInbox,
  bundles: benchBundles,
  start: benchStart,
  web: benchWeb,
  pace: benchPace,
  sending: benchSending,
}

const usage = `npm run bench                   measure everything that has a budget
npm run bench -- NAME…          only ${Object.keys(benchmarks).join(', ')}
npm run bench -- --json         one JSON object and nothing else on stdout
npm run bench -- --strict       exit with 1 when a budget is not held
npm run bench -- --scale 0.1    a tenth of the readers, to try a benchmark out
npm run bench -- --keep         write the figures to ${baselineFile}, for later runs to be shown beside
npm run bench -- NAME… --against REV [--runs 5]
                                measure a revision and this checkout in turn, by the benchmarks that stand here, and
                                say of each figure whether it is better, the same or worse; --strict: 1 if any is worse`

const options = {
  json: { type: 'boolean', default: false },
  strict: { type: 'boolean', default: false },
  scale: { type: 'string', default: '1' },
  keep: { type: 'boolean', default: false },
  against: { type: 'string' },
  runs: { type: 'string', default: '5' },
  help: { type: 'boolean', default: false },
} as const

/** Of two runs each, chance alone sets one revision's apart from the other's one time in three; of five, in 126. */
const fewestRuns = 3

const say = (line: string) => console.error(line)

const main = async () => {
  const { values, positionals } = parseArgs({ allowPositionals: true, options })
  if (values.help) return console.log(usage)
  const unknown = positionals.find((name) => !benchmarks[name])
  if (unknown) throw new Error(`There is no benchmark "${unknown}"\n${usage}`)
  if (!(Number(values.scale) > 0)) throw new Error(`--scale wants a number above 0\n${usage}`)
  if (!(Number(values.runs) >= fewestRuns))
    throw new Error(`--runs wants a number of at least ${fewestRuns}\n${usage}`)
  if (values.keep && (values.scale !== '1' || values.against))
    throw new Error('--keep goes with neither --scale nor --against')

  const names = positionals.length > 0 ? positionals : Object.keys(benchmarks)
  const machine = thisMachine()
  say(machineLine(machine))
  if (values.against) return compare(values.against, names, values)
  return measure(names, values)
}

type Values = { json: boolean; strict: boolean; scale: string; keep: boolean; runs: string }

const measure = async (names: readonly string[], { json, strict, scale, keep }: Values) => {
  const machine = thisMachine()
  let baseline = await readBaseline()
  const all: Figure[] = []
  for (const name of names) {
    say(`Measuring ${name}`)
    const figures: Figure[] = []
    const found = (figure: Figure) => {
      figures.push(figure)
      if (!json)
        console.log(`${lineOf(figure)}  ${besideBaseline(baseline, name, figure, machine)}`.trimEnd())
    }
    await benchmarks[name]!(found, { say, scale: Number(scale) })
    all.push(...figures)
    const date = new Date().toISOString().slice(0, 10)
    baseline = withRun(baseline, { benchmark: name, machine, date, figures })
    if (keep) await writeBaseline(baseline)
  }
  if (json) console.log(JSON.stringify({ machine, results: all.map(resultOf) }, null, 2))
  if (strict && !all.every(isHeld)) process.exitCode = 1
}

const compare = async (revision: string, names: readonly string[], { json, strict, scale, runs }: Values) => {
  const compared = await against({ here: process.cwd(), revision, names, scale, runs: Number(runs), say })
  if (json) console.log(JSON.stringify({ machine: thisMachine(), against: revision, compared }, null, 2))
  else for (const one of compared) console.log(comparisonLine(one))
  if (strict && compared.some(({ verdict }) => verdict === 'worse')) process.exitCode = 1
}

// Whoever interrupts a benchmark has it tidy up, too.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
await main().catch((error: Error) => {
  console.error(process.env.DEBUG ? error : error.message)
  process.exit(1)
})
