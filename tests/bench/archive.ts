import { createHash } from 'node:crypto'
import { packagedCardFiles } from '../../cli/editions/card-files.ts'
import { readFolder } from '../../cli/local-content/read-folder.ts'
import { createDrawCover, createDrawSvg } from '../../functions/edition/card/draw-card.ts'
import { createEditionsTable, type PublishedIssue } from '../../functions/edition/model/edition.table.ts'
import type { SiteFile } from '../../functions/edition/model/edition.ts'
import { createPublish } from '../../functions/edition/publish/publish.ts'
import type { IssueFile } from '../../functions/issue/issue.ts'
import { blobKey, manifestJson, manifestKey, manifestOf, sha256 } from '../../functions/issue/manifest.ts'
import { readPublication } from '../../infra/publication.ts'
import { createMemoryDatabase } from '../simulate/database/memory-database.ts'
import { type Benchmark, settled } from './figures.ts'

const id = 'matrix-64'
const usual = 1_000
const runs = 5
/** Issues of the archive before the one that is published again come out so many days apart, from here on. */
const apartDays = 7
const first = Date.parse('2004-01-05T09:00:00Z')
const publication = readPublication('content/publication.yaml')

/** What S3 tells two files apart by. */
const md5 = ({ body }: SiteFile): string => createHash('md5').update(body).digest('hex')

/** Buckets in memory, and a table that is read and written as DynamoDB's is, but for the network. */
const aService = () => {
  const content = new Map<string, Uint8Array>()
  const written = { files: 0, bytes: 0, compared: 0 }
  const site = new Map<string, string>()
  const write = async ({ body }: Pick<SiteFile, 'body'>) => {
    written.files += 1
    written.bytes += Buffer.byteLength(body)
  }
  const database = createMemoryDatabase({
    tables: { editions: { partition: 'kind', sort: 'id' } },
    pageBytes: 2 ** 20,
    now: Date.now,
  })
  const reads = { pages: 0 }
  const client = {
    send: async (command: { input: object; constructor: { name: string } }) => {
      if (command.constructor.name === 'QueryCommand') reads.pages += 1
      return database.execute(command, {})
    },
  } as never
  const table = createEditionsTable(client, 'editions')
  const publish = createPublish({
    publication,
    siteUrl: publication.site,
    script: 'the search',
    icons: [],
    content: async (key) => content.get(key),
    editions: write,
    site: async (file) => {
      site.set(file.path, md5(file))
      await write(file)
    },
    siteIfChanged: async (file) => {
      written.compared += 1
      const is = md5(file)
      if (site.get(file.path) === is) return
      site.set(file.path, is)
      await write(file)
    },
    table,
    queue: { send: async () => {} },
    now: Date.now,
    drawSvg: createDrawSvg(packagedCardFiles),
    drawCover: createDrawCover(packagedCardFiles),
    writeCards: async () => {},
  })
  const upload = (files: IssueFile[]) => {
    for (const { bytes } of files) content.set(blobKey(sha256(bytes)), bytes)
    content.set(manifestKey(id), Buffer.from(manifestJson(manifestOf(id, files))))
  }
  return { table, publish, upload, written, reads }
}

/** An older issue with as many articles. */
const olderThan = (issue: PublishedIssue, at: number): PublishedIssue => {
  const { number: _, release: __, aliases: ___, shorts: ____, ...rest } = issue
  const day = new Date(first + at * apartDays * 86_400_000).toISOString()
  return { ...rest, id: `older-${at}`, date: day.slice(0, 10), publishedAt: day }
}

/** The issue with a sentence more in its first article. */
const corrected = (files: IssueFile[], at: number): IssueFile[] =>
  files.map((file) =>
    file.path.startsWith('01-')
      ? { ...file, bytes: Buffer.concat([file.bytes, Buffer.from(`\n\nCorrection ${at}.\n`)]) }
      : file,
  )

/** How long it takes to publish one issue again that has a thousand older ones, and what of the site is written. */
export const benchArchive: Benchmark = async (found, { scale }) => {
  const older = Math.max(10, Math.round(usual * scale) - 1)
  const service = aService()
  const files = await readFolder(`content/issues/${id}`)
  const bringOut = async (at: number) => {
    service.upload(corrected(files, at))
    const before = { ...service.written, ...service.reads }
    const began = performance.now()
    const cpu = process.cpuUsage()
    const { outcome } = await service.publish(id)
    if (outcome !== 'published') throw new Error(`The issue is ${outcome}`)
    const { user, system } = process.cpuUsage(cpu)
    return {
      ms: performance.now() - began,
      cpuMs: (user + system) / 1000,
      files: service.written.files - before.files,
      compared: service.written.compared - before.compared,
      bytes: service.written.bytes - before.bytes,
      pages: service.reads.pages - before.pages,
    }
  }
  await bringOut(-2)
  const alone = (await service.table.issue(id))!
  for (let at = 0; at < older; at += 1) await service.table.putIssue(olderThan(alone, at))

  const measured: Awaited<ReturnType<typeof bringOut>>[] = []
  for (let run = -1; run < runs; run += 1) {
    const one = await bringOut(run)
    if (run >= 0) measured.push(one)
  }
  const what = `archive: ${(older + 1).toLocaleString('en')} issues, one published again`
  const of = (value: (one: (typeof measured)[number]) => number) => settled(measured.map(value))
  found({ what: `${what}, time but for S3 and DynamoDB`, ...of(({ ms }) => ms), unit: 'ms', budget: 2_000 })
  found({ what: `${what}, CPU, garbage collected beside it too`, ...of(({ cpuMs }) => cpuMs), unit: 'ms' })
  found({ what: `${what}, files written`, ...of(({ files }) => files), unit: 'files', budget: 40 })
  found({ what: `${what}, files asked for first`, ...of(({ compared }) => compared), unit: 'files' })
  found({ what: `${what}, written`, ...of(({ bytes }) => bytes / 1000), unit: 'KB' })
  found({ what: `${what}, pages of the table read`, ...of(({ pages }) => pages), unit: 'pages' })
}
