import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { createAddressSet } from '../../functions/subscription/import/address-set.ts'
import { inspectFile } from '../../functions/subscription/import/inspect-file.ts'
import { createJudge } from '../../functions/subscription/import/judge-by-file.ts'
import { readRows } from '../../functions/subscription/import/read-rows.ts'
import { countJudged, noCounts } from '../../functions/subscription/import/tally.ts'
import { readPublication } from '../../infra/publication.ts'

/** In a process of its own, so that its memory is that of this work: judges a file's rows, and says what it took. */
const file = process.argv[2]!
const offer = readPublication('content/publication.yaml')
const open = (start: number) => createReadStream(file, { start })
const began = performance.now()
const cpuBefore = process.cpuUsage()
const { plan } = await inspectFile({ open, name: basename(file), offer })
const judge = createJudge({ offer, plan, language: offer.languages[0]! })
const addresses = createAddressSet()
const counts = noCounts()
for await (const row of readRows(open, plan.shape, plan.from)) {
  const judged = judge(row)
  countJudged(counts, judged)
  if (judged.outcome === 'taken') addresses.add(judged.reader.address)
}
const { user, system } = process.cpuUsage(cpuBefore)
console.log(
  JSON.stringify({
    rows: counts.rows,
    taken: counts.taken.active,
    cpuSeconds: (user + system) / 1e6,
    seconds: (performance.now() - began) / 1000,
    peakMegabytes: process.resourceUsage().maxRSS / 1000,
  }),
)
