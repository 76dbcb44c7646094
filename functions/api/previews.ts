import * as z from 'zod'
import { preheaderIn } from '../../emails/preheader.ts'
import { bytesOf } from '../edition/digest/check-digest-size.ts'
import { nextIssue } from '../edition/digest/next-issue.ts'
import { articleChanges } from '../edition/model/article-changes.ts'
import { Digest, digestKey, fill, prepare } from '../edition/model/digest.ts'
import type { PublishedIssue } from '../edition/model/published-issue.ts'
import type { Language } from '../publication/language.ts'
import type { Publication } from '../publication/publication.ts'
import { defined } from '../runtime/defined.ts'
import { unescapeHtml } from '../web/escape-html.ts'
import { type Answer, answer, refuse } from './answer.ts'
import type { ChangesAnswer, Mailed, PreviewAnswer } from './answers/previews.ts'
import { notPublished } from './issues.ts'
import { problemsOf } from './schema-problems.ts'

export type PreviewsDeps = {
  editions: {
    issue(id: string): Promise<PublishedIssue | undefined>
    previous(id: string): Promise<PublishedIssue | undefined>
  }
  digests: FindDigest
  publication: Pick<Publication, 'sender' | 'cadence' | 'timeZone'>
  now: () => number
}

/** @returns the digest of an edition; undefined where none is kept */
export type FindDigest = (issue: string, language: Language, hash: string) => Promise<Digest | undefined>

/** Finds digests in the bucket of editions. They never change. @param read a file of it */
export const createFindDigest =
  (read: (key: string) => Promise<Uint8Array | undefined>): FindDigest =>
  async (issue, language, hash) => {
    const bytes = await read(digestKey(issue, language, hash))
    return bytes && Digest.parse(JSON.parse(Buffer.from(bytes).toString()))
  }

const language = z
  .string()
  .regex(/^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8}){0,4}$/, 'is no language')
  .optional()
  .meta({ description: 'Of the edition; left out, the issue’s first.', example: 'en' })
export const PreviewQuery = z.strictObject({
  language,
  edition: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'is no content hash of an edition')
    .optional()
    .meta({
      description: 'The content hash of one that was published before; left out, the current one.',
      example: '5e1f0c9a'.repeat(8),
    }),
})

/** Stand where a reader’s own links would. */
export const noLinks = { unsubscribe: '#unsubscribe', preferences: '#preferences', rating: '#rating' }

/** What inboxes show of a mail. */
export const mailOf = (
  { subject, language }: Pick<Digest, 'subject' | 'language'>,
  { html, text }: { html: string; text: string },
  { sender }: Pick<Publication, 'sender'>,
): Pick<PreviewAnswer, 'from' | 'subject' | 'preheader' | 'html' | 'text'> => ({
  from: { name: sender.name[language] ?? Object.values(sender.name)[0]!, address: sender.address },
  subject,
  preheader: unescapeHtml(preheaderIn(html)),
  html,
  text,
})

/** Mails of published issues, to be looked at before anybody gets them. */
export const createPreviews = ({ editions, digests, publication, now }: PreviewsDeps) => {
  const mailed = async (
    issue: string,
    language: Language,
    edition: string | undefined,
  ): Promise<Mailed | undefined> => {
    const digest = edition && (await digests(issue, language, edition))
    return digest ? { edition: edition!, subject: digest.subject, bytes: bytesOf(digest) } : undefined
  }
  return {
    /** @param query `language`, `edition` */
    preview: async (id: string, query: Record<string, string | undefined>): Promise<Answer> => {
      const read = PreviewQuery.safeParse(query)
      if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
      const row = await editions.issue(id)
      if (!row || row.gone) return refuse('not-found', { field: 'issue', message: notPublished(id) })
      const { language = Object.keys(row.editions)[0]!, edition = row.editions[language] } = read.data
      const digest = edition && (await digests(id, language, edition))
      if (!digest)
        return refuse('not-found', {
          field: edition ? 'edition' : 'language',
          message: `There is no such edition of ${id}: it is published in ${Object.keys(row.editions).join(', ')}`,
        })
      const next = nextIssue(publication, language, 'digest', now())
      const value: PreviewAnswer = {
        ...{ issue: id, language, edition: edition! },
        ...mailOf(digest, fill(prepare(digest, []), { ...noLinks, next }), publication),
        bytes: bytesOf(digest),
      }
      return answer(200, value)
    },

    /** What is other than in the version before. */
    changes: async (id: string): Promise<Answer> => {
      const [row, previous] = await Promise.all([editions.issue(id), editions.previous(id)])
      if (!row || row.gone) return refuse('not-found', { field: 'issue', message: notPublished(id) })
      if (!previous) return answer(200, { issue: id, languages: [] } satisfies ChangesAnswer)
      const changed = Object.keys({ ...row.editions, ...previous.editions }).filter(
        (language) => row.editions[language] !== previous.editions[language],
      )
      const value: ChangesAnswer = {
        issue: id,
        before: { publishedAt: previous.publishedAt },
        languages: await Promise.all(
          changed.map(async (language) => ({
            language,
            ...defined({
              now: await mailed(id, language, row.editions[language]),
              before: await mailed(id, language, previous.editions[language]),
            }),
            articles: articleChanges(previous.articles?.[language] ?? [], row.articles?.[language] ?? []),
          })),
        ),
      }
      return answer(200, value)
    },
  }
}
export type Previews = ReturnType<typeof createPreviews>
