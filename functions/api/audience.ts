import * as z from 'zod'
import type { PublishedIssue } from '../edition/model/edition.table.ts'
import type { Publication } from '../publication/publication.ts'
import { defined } from '../runtime/defined.ts'
import { dueOf } from '../sending/schedule/due-time.ts'
import { exclusionOf, ruleOf } from '../sending/schedule/in-audience.ts'
import { type Answer, answer, refuse } from './answer.ts'
import type { AudienceAnswer } from './answers/sends.ts'
import { audienceFieldsFor } from './audience-fields.ts'
import type { CountAudience } from './count-audience.ts'
import { notPublished } from './issues.ts'
import type { RuleOffer } from './read-rule-data.ts'
import { type ReadSegment, segmentRefusal } from './read-segment.ts'
import { inThePast, readSendTime } from './read-send-time.ts'
import { problemsOf } from './schema-problems.ts'
import { countFrom } from './segment-schema.ts'

export type AudienceDeps = {
  editions: { issue(id: string): Promise<PublishedIssue | undefined> }
  readSegment: ReadSegment
  count: CountAudience
  /** A time without an offset is read in its time zone. */
  publication: RuleOffer & Pick<Publication, 'warmUp'>
  /** The most readers whom one send lately reached: see `mostLately`. */
  lately: (now: number) => Promise<number>
  now: () => number
}

/** The body of a count. */
export const askedAudienceFor = (offer: RuleOffer) =>
  z.strictObject({ ...audienceFieldsFor(offer), from: countFrom })

/**
 * Counts the readers a send would go to if it began now; nobody is mailed. One call counts as many of the 256 shards as
 * it has time for and says where the next one continues; the caller adds up. A time at which the send could not go, or a
 * segment that it could not have, is refused before anything is counted.
 */
export const createAudience = ({ editions, readSegment, count, publication, lately, now }: AudienceDeps) => {
  const Asked = askedAudienceFor(publication)
  return async (fields: Record<string, unknown>): Promise<Answer> => {
    const read = Asked.safeParse(fields)
    if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
    const { issue: id, filter, from, at, ownZones = false } = read.data
    const when = readSendTime(at, ownZones, publication.timeZone)
    if (when.outcome === 'refused') return refuse('not-valid', when.problem)
    if (dueOf(when.time, now()) === 'past') return refuse('not-valid', inThePast(when.time.ownZones))
    const issue = await editions.issue(id)
    if (!issue) return refuse('not-found', { field: 'issue', message: notPublished(id) })
    const found =
      read.data.segment === undefined ? undefined : await readSegment(read.data.segment, when.time)
    if (found && found.outcome !== 'read') return segmentRefusal(found)
    const frozen = { ...issue, at: new Date(now()).toISOString(), ranges: 0 }
    const rule = ruleOf({ ...filter, ...defined({ segment: found?.segment }) })
    const counted = await count(from, frozen.at, rule, (reader, got) =>
      exclusionOf(reader, frozen, rule, got),
    )
    const value: AudienceAnswer = {
      ...counted,
      ...(counted.next === undefined && publication.warmUp !== false && { lately: await lately(now()) }),
      when: when.time,
      ...defined({ segment: found?.segment }),
      timeZone: publication.timeZone,
    }
    return answer(200, value)
  }
}
export type Audience = ReturnType<typeof createAudience>
