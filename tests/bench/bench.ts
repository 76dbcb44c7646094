import { parseArgs } from 'node:util'
import { benchReading } from './build-document.ts'
import { benchBundles } from './bundles.ts'
import { benchEdition } from './edition.ts'
import { type Benchmark, type Figure, isHeld, lineOf, resultOf } from './figures.ts'
import { benchReaders } from './import-readers.ts'
import { benchInbox } from './inbox.ts'
import { benchWeb } from './lighthouse.ts'
import { benchPace } from './pace.ts'
import { benchSending } from './sending.ts'
import { benchStart } from './start.ts'

const benchmarks: Record<string, Benchmark> = {
  reading: benchReading,
  readers: benchReaders,
  edition: benchEdition,
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
npm run bench -- --scale 0.1    a tenth of the readers, to try a benchmark out`

const main = async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      scale: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(usage)
  const unknown = positionals.find((name) => !benchmarks[name])
  if (unknown) throw new Error(`There is no benchmark "${unknown}"\n${usage}`)
  const scale = Number(values.scale)
  if (!(scale > 0)) throw new Error(`--scale wants a number above 0\n${usage}`)

  const figures: Figure[] = []
  const found = (figure: Figure) => {
    figures.push(figure)
    if (!values.json) console.log(lineOf(figure))
  }
  const say = (line: string) => console.error(line)
  for (const name of positionals.length > 0 ? positionals : Object.keys(benchmarks)) {
    say(`Measuring ${name}`)
    await benchmarks[name]!(found, { say, scale })
  }
  if (values.json) console.log(JSON.stringify({ results: figures.map(resultOf) }, null, 2))
  if (values.strict && !figures.every(isHeld)) process.exitCode = 1
}

// Whoever interrupts a benchmark has it tidy up, too.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
await main().catch((error: Error) => {
  console.error(process.env.DEBUG ? error : error.message)
  process.exit(1)
})
