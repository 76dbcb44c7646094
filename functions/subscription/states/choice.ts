import * as z from 'zod'
import type { Language } from '../../publication/language.ts'
import type { Publication, TopicId } from '../../publication/publication.ts'
import { readTimeZone } from '../../publication/time-zones.ts'
import { type Answers, type FieldsProblem, postedText, readFields } from './custom-fields.ts'

/** Choices that a reader makes at sign-up and can change later. */
export type Choice = {
  language: Language
  /** Empty = all topics, including future ones. */
  topics: TopicId[]
  /** IANA name; absent = the publication's time zone. */
  timeZone?: string | undefined
  /** Answers to the publication's `fields`; absent when there are none. */
  fields?: Answers | undefined
}
export type ChoiceProblem =
  | 'languageUnknown'
  | 'topicUnknown'
  | 'topicMissing'
  | 'timeZoneUnknown'
  | FieldsProblem

/** A wrong field. `problem` is the key of its message in the catalogue's `forms.problems`. */
export type FieldProblem<Problem extends string> = { field: string; problem: Problem }

/** What the choices are checked against. */
export type Offer = Pick<Publication, 'languages' | 'topics' | 'fields'>

/** Values that are not even text count as unknown. */
const Posted = z.looseObject({
  language: z.string().optional().catch('?'),
  topics: z
    .union([z.string(), z.array(z.string()).max(100)])
    .optional()
    .catch('?'),
})

/**
 * Reads the choices in a form or call: `language`, `topics`, `timeZone`, and `field-<id>` for each of the publication's
 * fields. Skips the empty `topics` value that our own forms send, which distinguishes a form with nothing ticked from a
 * call that names no topics.
 * @param before values for whatever was not posted; posting an empty time zone or field clears it
 */
export const readChoice = (
  posted: Readonly<Record<string, unknown>>,
  publication: Offer,
  before: Choice,
): { choice: Choice; problems: FieldProblem<ChoiceProblem>[] } => {
  const form = Posted.parse(posted)
  const language = form.language || before.language
  const topics = readTopics(form.topics, publication, before.topics)
  const zone = readZone(posted, before.timeZone)
  const { answers, problems } = readFields(posted, publication.fields, before.fields)
  return {
    choice: {
      language,
      topics: topics.chosen,
      ...(zone && { timeZone: zone }),
      ...(Object.keys(answers).length > 0 && { fields: answers }),
    },
    problems: [
      ...when(!publication.languages.includes(language), 'language', 'languageUnknown'),
      ...when(topics.missing, 'topics', 'topicMissing'),
      ...when(topics.unknown, 'topics', 'topicUnknown'),
      ...when(zone === undefined, 'timeZone', 'timeZoneUnknown'),
      ...problems,
    ],
  }
}

const when = (wrong: boolean, field: string, problem: ChoiceProblem) => (wrong ? [{ field, problem }] : [])

const readTopics = (posted: string | string[] | undefined, { topics }: Offer, before: TopicId[]) => {
  if (posted === undefined) return { chosen: before, missing: false, unknown: false }
  const known = topics.map(({ id }) => id)
  const named = [posted].flat().filter(Boolean)
  const chosen = known.filter((id) => named.includes(id))
  return {
    chosen: chosen.length === known.length ? [] : chosen,
    missing: named.length === 0,
    unknown: named.some((id) => !known.includes(id)),
  }
}

/** @returns an IANA name; empty for the publication's zone; undefined when there is no such zone */
const readZone = (posted: Readonly<Record<string, unknown>>, before = ''): string | undefined => {
  if (!Object.hasOwn(posted, 'timeZone')) return before
  const name = postedText(posted.timeZone)
  return name && readTimeZone(name)
}
