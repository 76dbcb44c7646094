import { parseArgs } from 'node:util'
import { benchBundles } from './bundles.ts'
import { benchDeliver } from './deliver.ts'
import { benchEdition } from './edition.ts'
import { type Benchmark, type Figure, isHeld, lineOf } from './figures.ts'
import { benchStart } from './start.ts'

const benchmarks: Record<string, Benchmark> = {
  edition: benchEdition,
  bundles: benchBundles,
  start: benchStart,
  deliver: benchDeliver,
}

const usage = `npm run bench                   measure everything that has a budget
npm run bench -- NAME…          only ${Object.keys(benchmarks).join(', ')}
npm run bench -- --json         print one JSON document instead of lines
npm run bench -- --strict       exit with 1 when a budget is not held`

const main = async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(usage)
  const unknown = positionals.find((name) => !benchmarks[name])
  if (unknown) throw new Error(`There is no benchmark "${unknown}"\n${usage}`)

  const all: (Figure & { benchmark: string; held: boolean })[] = []
  for (const name of positionals.length > 0 ? positionals : Object.keys(benchmarks)) {
    await benchmarks[name]!((figure) => {
      all.push({ benchmark: name, ...figure, held: isHeld(figure) })
      if (!values.json) console.log(lineOf(figure))
    })
  }
  if (values.json) console.log(JSON.stringify(all, null, 2))
  if (values.strict && all.some(({ held }) => !held)) process.exitCode = 1
}

await main()
