import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { importDocument } from '../../cli/import/import-document.ts'
import { buildEditions } from '../../functions/edition/publish/build-edition.ts'
import { readIssue } from '../../functions/issue/read-issue.ts'
import { publicationIn } from '../../functions/publication/publication.ts'
import { readPublication } from '../../infra/publication.ts'
import { type Benchmark, median } from './figures.ts'
import { runApart } from './run-apart.ts'
import { inTemporaryFolder } from './temporary.ts'

const publication = publicationIn(readPublication('content/publication.yaml'), 'en')
const kilobyte = 1_000
const typical = 20 * kilobyte
/** Bytes of a document, and how often it is read. */
const sizes = [
  { bytes: 50 * kilobyte, runs: 5 },
  { bytes: 500 * kilobyte, runs: 3 },
  { bytes: 5_000 * kilobyte, runs: 1 },
]
const warmUps = 5
const runs = 25

const words = 'the tide moved a rope and nobody saw it until the harbour lamps came on again at six'.split(
  ' ',
)
const sentence = (at: number) =>
  `${Array.from({ length: 12 }, (_, word) => words[(at * 7 + word * 5) % words.length]).join(' ')}.`

/** An item as newsletters have them: a heading, prose with links and emphasis, a list, now and then a table or code. */
const item = (at: number): string =>
  [
    `### Item ${at}: ${sentence(at)}`,
    `${sentence(at)} **${sentence(at + 1)}** [Read on](https://news.example.org/items/${at}). ${sentence(at + 2)}`,
    `- ${sentence(at + 3)}\n- [${sentence(at + 4)}](https://news.example.org/more/${at})\n  - ${sentence(at + 5)}`,
    at % 5 === 0
      ? `| when | what |\n| --- | ---: |\n| ${at} | ${at * 2} |\n| ${at + 1} | $${at} |`
      : sentence(at + 6),
    at % 7 === 0 ? `Code:\n\`\`\`js\nconst tide = ${at}\n\`\`\`` : `> ${sentence(at + 7)}`,
  ].join('\n\n')

/** A newsletter of about so many bytes: sections of items, of which a longer one has longer, not more than 300. */
export const newsletter = (bytes: number): Uint8Array => {
  const parts = ['---\ntitle: Harbour News 12\ndate: 2031-05-06\n---\n']
  const items = Math.min(300, Math.max(8, Math.floor(bytes / 900)))
  const each = bytes / items
  for (let at = 0; at < items; at += 1) {
    if (at % 10 === 0) parts.push(`## Part ${at / 10 + 1}\n`)
    let text = item(at)
    for (let more = 1; text.length < each - 200; more += 1)
      text += `\n\n${sentence(at + more)} ${sentence(at * 3 + more)}`
    parts.push(`${text}\n`)
  }
  return new TextEncoder().encode(parts.join('\n'))
}

/** From the bytes of a document to the digest and every page. */
const build = async (bytes: Uint8Array) => {
  const { files } = importDocument(bytes, {
    name: 'harbour-news',
    language: 'en',
    fallback: 'en',
    publication,
    image: () => undefined,
  })
  const read = readIssue({ id: 'harbour-news', files, publication })
  if (read.outcome !== 'read') throw new Error(`The newsletter is refused: ${JSON.stringify(read.problems)}`)
  return buildEditions({ issue: read.issue, publication, siteUrl: publication.site })
}

const timeOf = async (bytes: Uint8Array, count: number): Promise<number> => {
  const times: number[] = []
  for (let run = 0; run < count; run += 1) {
    const began = performance.now()
    await build(bytes)
    times.push(performance.now() - began)
  }
  return median(times)
}

/** `masthead import` in a process of its own, so that its memory is that of this work. */
const importApart = (bytes: Uint8Array): Promise<{ seconds: number; peakMegabytes: number }> =>
  inTemporaryFolder(async (dir) => {
    const document = join(dir, 'harbour-news.md')
    await writeFile(document, bytes)
    return runApart('tests/bench/import-apart.ts', [document, join(dir, 'issue')])
  })

/** How long a document takes from its bytes to a digest and pages, and how that goes with its size. */
export const benchReading: Benchmark = async (found, { say, scale }) => {
  const small = newsletter(typical)
  await timeOf(small, warmUps)
  found({
    what: `reading: ${typical / kilobyte} kB, import, read and build, median of ${runs}`,
    value: await timeOf(small, runs),
    unit: 'ms',
    budget: 100,
  })
  const perKilobyte: number[] = []
  for (const { bytes, runs: count } of sizes) {
    const size = Math.round(bytes * Math.min(1, scale))
    say(`Reading ${(size / kilobyte).toLocaleString('en')} kB`)
    const document = newsletter(size)
    const milliseconds = await timeOf(document, count)
    perKilobyte.push(milliseconds / (document.length / kilobyte))
    const what = `reading: ${(bytes / kilobyte).toLocaleString('en')} kB`
    found({ what: `${what}, time`, value: milliseconds, unit: 'ms' })
  }
  const largest = newsletter(sizes.at(-1)!.bytes * Math.min(1, scale))
  say('Importing it by the command')
  const { seconds, peakMegabytes } = await importApart(largest)
  const what = `reading: ${(sizes.at(-1)!.bytes / kilobyte).toLocaleString('en')} kB, masthead import`
  found({ what: `${what}, time`, value: seconds, unit: 's', budget: 6 })
  found({ what: `${what}, most memory`, value: peakMegabytes, unit: 'MB', budget: 400 })
  found({
    what: 'reading: time a kB at 5 MB by that at 500 kB',
    value: perKilobyte.at(-1)! / perKilobyte.at(-2)!,
    unit: '×',
    budget: [0, 1.25],
  })
}
