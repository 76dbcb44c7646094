import * as z from 'zod'
import type { PublishedIssue } from '../edition/model/edition.table.ts'
import { issueId } from '../issue/manifest.ts'
import type { Publication } from '../publication/publication.ts'
import { inParallel } from '../runtime/in-parallel.ts'
import { exclusionOf } from '../sending/plan/exclusion.ts'
import { dueOf } from '../sending/schedule/due-time.ts'
import { personIn, type ReaderRow } from '../subscription/states/subscriber.ts'
import { type Answer, type AudienceAnswer, answer, refuse } from './answers.ts'
import { filterFor, type Offer } from './audience-filter.ts'
import { notPublished } from './issues.ts'
import { inThePast, readSendTime } from './read-send-time.ts'
import { problemsOf } from './schema-problems.ts'

export type AudienceDeps = {
  editions: { issue(id: string): Promise<PublishedIssue | undefined> }
  subscribers: {
    page(shard: string, after?: string): Promise<{ subscribers: ReaderRow[]; next?: string }>
  }
  /** A time without an offset is read in its time zone. */
  publication: Offer & Pick<Publication, 'timeZone'>
  now: () => number
}

/** Shards counted in parallel, and how long one call may count: a third of the function's timeout. */
const atOnce = 16
const mostMs = 3_000

/**
 * Counts the readers a send would go to if it began now, by reading every reader; nobody is mailed. One call counts as
 * many of the 256 shards as it has time for and says where the next one continues; the caller adds up. A time at which
 * the send could not go is refused before anything is counted.
 */
export const createAudience = ({ editions, subscribers, publication, now }: AudienceDeps) => {
  const Asked = z.strictObject({
    issue: z.string().regex(issueId, 'is not the id of an issue'),
    filter: filterFor(publication).optional(),
    at: z.string().min(1, 'must not be empty').optional(),
    ownZones: z.boolean('is neither true nor false').optional(),
    /** The first shard not counted yet. */
    from: z.number().int().min(0).max(255).default(0),
  })
  return async (fields: Record<string, unknown>): Promise<Answer> => {
    const read = Asked.safeParse(fields)
    if (!read.success) return refuse(400, ...problemsOf(read.error))
    const { issue: id, filter, from, at, ownZones = false } = read.data
    const when = readSendTime(at, ownZones, publication.timeZone)
    if (when.outcome === 'refused') return refuse(400, when.problem)
    if (dueOf(when.time, now()) === 'past') return refuse(400, inThePast(when.time.ownZones))
    const issue = await editions.issue(id)
    if (!issue) return refuse(404, { field: 'issue', message: notPublished(id) })
    const frozen = { ...issue, at: new Date(now()).toISOString(), ranges: 0 }
    const languages: Record<string, number> = {}
    const excluded: Record<string, number> = {}
    const count = (row: ReaderRow) => {
      const reader = personIn(row)
      if (!reader) return
      const why = exclusionOf(reader, frozen, filter)
      const [counts, name] = why ? [excluded, why] : [languages, reader.language]
      counts[name] = (counts[name] ?? 0) + 1
    }
    const countShard = async (number: number) => {
      const shard = number.toString(16).padStart(2, '0')
      for (let after: string | undefined; ; ) {
        const page = await subscribers.page(shard, after)
        page.subscribers.forEach(count)
        after = page.next
        if (!after) return
      }
    }
    const until = now() + mostMs
    let next = from
    while (next < 256 && (next === from || now() < until)) {
      const some = Array.from({ length: Math.min(atOnce, 256 - next) }, (_, index) => next + index)
      await inParallel(some, atOnce, countShard)
      next += some.length
    }
    const value: AudienceAnswer = {
      languages,
      excluded,
      ...(next < 256 && { next }),
      when: when.time,
      timeZone: publication.timeZone,
    }
    return answer(200, value)
  }
}
export type Audience = ReturnType<typeof createAudience>
