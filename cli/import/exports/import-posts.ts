import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { IssueFile } from '../../../functions/issue/issue.ts'
import { defined } from '../../../functions/runtime/defined.ts'
import { slugOf } from '../slug.ts'
import { createUnique } from '../unique-names.ts'
import { dayOf } from './dates.ts'
import type { Export, PassedOver, Post } from './post.ts'
import { type PostOptions, postIssue } from './post-issue.ts'
import type { PostReport } from './post-report.ts'

/** The result of importing a whole export. */
export type ExportReport = {
  service: string
  /** Number of posts in the export, including drafts. */
  posts: number
  issues: PostReport[]
  /** What did not become an issue: drafts, pages, posts whose folder already exists. */
  passedOver: PassedOver[]
  /** Files with readers, which were not read. */
  audience: string[]
  /** Entries of the export that were not opened. */
  refused: readonly { path: string; reason: string }[]
}

export type ImportExportOptions = Omit<PostOptions, 'find' | 'service'> & {
  /** The folder that holds the issues. */
  out: string
  /** The same, for messages. */
  shown: string
  /** Whether to import posts that were never sent, too. */
  drafts: boolean
  /** Creates the picture finder of one post. */
  pictures: () => PostOptions['find']
  progress?: (text: string) => void
}

/** The name of the report in an issue's folder. */
export const reportName = 'import-report.json'

/**
 * Makes an issue's folder of each post, in order of date. All are written to a temporary folder beside `out` first and
 * moved when the last one is done, so that an interrupted import leaves no half issue. A folder that already exists is
 * left alone.
 */
export const importExport = async (
  { service, posts, passedOver, audience }: Export,
  { out, shown, drafts, pictures, progress, ...options }: ImportExportOptions,
): Promise<ExportReport> => {
  const day = ({ date }: Post) => dayOf(date, options.publication.timeZone) ?? ''
  const sorted = posts.toSorted((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0))
  const unique = createUnique()
  const leftAlone: PassedOver[] = []
  const issues: PostReport[] = []
  await mkdir(dirname(out), { recursive: true })
  const staging = await mkdtemp(join(dirname(out), '.import-'))
  try {
    for (const [at, post] of sorted.entries()) {
      const { source, title, unsent } = post
      if (unsent && !drafts) {
        leftAlone.push({ source, title, reason: `${unsent}: --drafts takes it` })
        continue
      }
      const id = unique(idOf(post))
      if (await exists(join(out, id))) {
        leftAlone.push({ source, title, reason: `${join(shown, id)} is there already: it stays as it is` })
        continue
      }
      progress?.(`${at + 1} of ${sorted.length}: ${title}`)
      const { files, report } = await postIssue(post, id, { ...options, service, find: pictures() })
      const said = {
        path: reportName,
        bytes: new TextEncoder().encode(`${JSON.stringify(report, null, 2)}\n`),
      }
      await writeAll(join(staging, id), [...files, said])
      issues.push(report)
    }
    await mkdir(out, { recursive: true })
    for (const id of await readdir(staging)) await rename(join(staging, id), join(out, id))
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
  return {
    service,
    posts: posts.length,
    issues,
    passedOver: [...leftAlone, ...passedOver].map((one) => defined(one) as PassedOver),
    audience,
    refused: [],
  }
}

const idOf = ({ slug, title }: Post): string =>
  (slugOf(decoded(slug ?? '')) || slugOf(title) || 'issue').slice(0, 46).replace(/-+$/, '')

/** Slugs in non-Latin scripts are percent-encoded. */
const decoded = (slug: string): string => {
  try {
    return decodeURIComponent(slug)
  } catch {
    return slug
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

const writeAll = async (folder: string, files: readonly IssueFile[]): Promise<void> => {
  for (const { path, bytes } of files) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, bytes)
  }
}
