import * as z from 'zod'
import type { Attempt, PublishedIssue, Unpublishing } from '../edition/model/edition.table.ts'
import { newestFirst } from '../edition/model/newest-first.ts'
import type { Publisher } from '../edition/model/publisher.ts'
import { blobKey, Manifest, manifestHash, manifestKey } from '../issue/manifest.ts'
import { defined } from '../runtime/defined.ts'
import { type Send, type SendId, sendIdOf } from '../sending/ledger/send.ts'
import type { SendStatus } from '../sending/status/status.ts'
import { type Answer, answer, noting, refuse } from './answer.ts'
import type { IssueAnswer, IssuesAnswer, ListedIssue, Uploads } from './answers/issues.ts'
import { noSuchPlace, pageAfter } from './page-cursor.ts'
import { problemsOf } from './schema-problems.ts'

export type IssuesDeps = {
  editions: {
    issue(id: string): Promise<PublishedIssue | undefined>
    issues(): Promise<PublishedIssue[]>
    issuesEver(): Promise<PublishedIssue[]>
    unpublishing(id: string): Promise<Unpublishing | undefined>
    begunPages(id: string): Promise<string[]>
    attempt(id: string): Promise<Attempt | undefined>
    putUploader(issue: string, manifest: string, who: Publisher): Promise<void>
  }
  sends: { get(id: SendId): Promise<Send | undefined> }
  status: (send: Send) => Promise<Pick<SendStatus, 'send' | 'state'>>
  /** Creates a URL to which the object may be PUT for a while. */
  signUpload: (key: string) => Promise<string>
  timeZone: string
}

export const IssuesQuery = z.object({
  after: pageAfter,
  state: z
    .enum(['published', 'all'], { error: ({ input }) => `has no ${input}: choose of published, all` })
    .default('published')
    .meta({ description: 'Of all, also those that were taken down.', example: 'all' }),
})

/** Issues on a page of the list. The send of each one's digest is looked up. */
const onPage = 50

/** Uploads of issues, and what became of them. */
export const createIssues = ({ editions, sends, status, signUpload, timeZone }: IssuesDeps) => {
  const listed = async (issue: PublishedIssue): Promise<ListedIssue> => {
    const { id, number, title, period, date, release, publishedAt, gone } = issue
    const send = await sends.get(sendIdOf(id, 'digest'))
    const sent = send && {
      send: send.id,
      state: (await status(send)).state,
      at: send.frozen?.at ?? send.at ?? send.requestedAt,
    }
    return {
      id,
      ...defined({ number, title, period, date, release }),
      publishedAt,
      languages: Object.keys(issue.editions),
      ...defined({ takenDownAt: gone, sent }),
    }
  }
  return {
    /**
     * Returns the URLs for an upload.
     * @param fields the manifest; its issue must be the one in the path
     * @param who asks: it is noted, since they do not approve that it is sent
     */
    upload: async (id: string, fields: Record<string, unknown>, who: Publisher): Promise<Answer> => {
      const read = Manifest.safeParse(fields)
      if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
      const manifest = read.data
      if (manifest.issue !== id)
        return refuse('not-valid', {
          field: 'issue',
          message: `is ${manifest.issue}, but the address says ${id}`,
        })
      const keys = [...new Set(Object.values(manifest.files))].map(blobKey)
      const sha256 = manifestHash(manifest)
      await editions.putUploader(id, sha256, who)
      const value: Uploads = {
        uploads: await Promise.all(keys.map(async (key) => ({ key, url: await signUpload(key) }))),
        manifest: { url: await signUpload(manifestKey(id)), sha256 },
      }
      return noting(answer(200, value), { after: { manifest: sha256 } })
    },

    /**
     * @param query `after`: the id of the previous page's last issue; `state`: `all` includes issues that were taken
     *   down
     */
    page: async (query: Record<string, string | undefined>): Promise<Answer> => {
      const read = IssuesQuery.safeParse(query)
      if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
      const { after, state } = read.data
      const all = await (state === 'all' ? editions.issuesEver() : editions.issues())
      const last = after === undefined ? undefined : await editions.issue(after)
      if (after !== undefined && !last)
        return noSuchPlace('is no issue of a page before: begin again without it')
      // Its place in the order, even if it was taken down since.
      const from = last
        ? newestFirst([...all.filter(({ id }) => id !== last.id), last]).findIndex(({ id }) => id === last.id)
        : -1
      const rest = all.filter(({ id }) => id !== after).slice(from === -1 ? 0 : from)
      const issues = await Promise.all(rest.slice(0, onPage).map(listed))
      const next = rest.length > onPage ? issues.at(-1)?.id : undefined
      const value: IssuesAnswer = { issues, ...defined({ next }), timeZone }
      return answer(200, value)
    },

    /** What is published of an issue, or when it was taken down, and the outcome of its last upload. */
    one: async (id: string): Promise<Answer> => {
      const [row, attempt] = await Promise.all([editions.issue(id), editions.attempt(id)])
      const begun = !row && (await editions.begunPages(id)).length > 0
      if (!row && !attempt && !begun)
        return refuse('not-found', { field: 'issue', message: notPublished(id) })
      if (!row?.gone) {
        const value: IssueAnswer = { ...defined({ published: row, attempt }), ...(begun && { begun }) }
        return answer(200, value)
      }
      const { by } = (await editions.unpublishing(id)) ?? {}
      const value: IssueAnswer = { takenDown: { at: row.gone, ...defined({ by }) }, ...defined({ attempt }) }
      return answer(200, value)
    },
  }
}
export type Issues = ReturnType<typeof createIssues>

export const notPublished = (id: string): string =>
  `${id} is not published; publish its folder with: masthead publish <folder>/${id}`
