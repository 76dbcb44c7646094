import { gzipSync } from 'node:zlib'
import { readFolder } from '../../cli/local-content/read-folder.ts'
import { buildListings } from '../../functions/edition/lists/build-listings.ts'
import { fill, prepare } from '../../functions/edition/model/digest.ts'
import { buildEdition } from '../../functions/edition/publish/build-edition.ts'
import { rowOf } from '../../functions/edition/publish/issue-row.ts'
import type { IssueFile } from '../../functions/issue/issue.ts'
import { readIssue } from '../../functions/issue/read-issue.ts'
import { readPublication } from '../../infra/publication.ts'
import { type Benchmark, median } from './figures.ts'

const id = 'matrix-64'
const warmUps = 5
const runs = 25
const links = {
  unsubscribe: `https://matrix.example.org/unsubscribe?token=${'x'.repeat(120)}`,
  preferences: `https://matrix.example.org/preferences?token=${'x'.repeat(120)}`,
  rating: `https://matrix.example.org/rating?token=${'x'.repeat(120)}`,
}
const publication = readPublication('content/publication.yaml')

/** From the issue's files to all that is published of it, in every language, as the function does at a publish. */
const build = async (files: IssueFile[]) => {
  const siteUrl = publication.site
  const read = readIssue({ id, files, publication })
  if (read.outcome !== 'read')
    throw new Error(`The sample issue is refused: ${JSON.stringify(read.problems)}`)
  const { issue } = read
  const editions = await Promise.all(
    publication.languages.map((language) => buildEdition({ issue, publication, language, siteUrl })),
  )
  const issues = [rowOf(issue, editions, undefined, 0)]
  const listings = buildListings({ issues, publication, siteUrl })
  return { issue, editions, listings }
}

/** How long the sample issue takes to build in a warm function, and how heavy its pages and mails are. */
export const benchEdition: Benchmark = async (found) => {
  const files = await readFolder(`content/issues/${id}`)
  const times: number[] = []
  for (let run = -warmUps; run < runs; run += 1) {
    const began = performance.now()
    await build(files)
    if (run >= 0) times.push(performance.now() - began)
  }
  const { issue, editions } = await build(files)
  const articles = issue.sections.reduce((sum, section) => sum + section.articles.length, 0)
  const what = `edition: ${articles} articles in ${editions.length} languages, warm, median of ${runs}`
  found({ what, value: median(times), unit: 'ms', budget: 300 })

  for (const { digest } of editions) {
    const bytes = Buffer.byteLength(fill(prepare(digest, []), links).html)
    found({ what: `edition: digest HTML, ${digest.language}`, value: bytes / 1000, unit: 'KB', budget: 90 })
  }
  const stubs = editions
    .flatMap((edition) => edition.files)
    .filter(({ path }) => /\/issues\/[^/]+\/[^/]+\/index\.html$/.test(path))
  const heaviest = Math.max(...stubs.map(({ body }) => gzipSync(body).length))
  found({
    what: `edition: heaviest of ${stubs.length} stubs, gzipped`,
    value: heaviest / 1000,
    unit: 'KB',
    budget: 20,
  })
  for (const { digest, files } of editions) {
    const texts = files.find(({ path }) => path.endsWith('/texts.json'))
    found({
      what: `edition: texts for the search, gzipped, ${digest.language}`,
      value: gzipSync(texts?.body ?? '').length / 1000,
      unit: 'KB',
      budget: 40,
    })
  }
}
