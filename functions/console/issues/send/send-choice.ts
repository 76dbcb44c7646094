import * as z from 'zod'
import type { Segment } from '../../../subscription/segments/rule.ts'

const text = z.string().trim().default('')
/** Of boxes with one name, a form sends none, one, or a list. */
const several = z.union([z.array(z.string()), z.string().transform((one) => [one])]).default([])

/** The name of a saved segment, or one as a count answered it, in JSON. Whatever is wrong with it, the API refuses. */
const segmentIn = (written: string): string | Segment | undefined => {
  if (written === '') return undefined
  try {
    const read: unknown = JSON.parse(written)
    return typeof read === 'object' && read !== null ? (read as Segment) : written
  } catch {
    return written
  }
}

/** When a send should go and to whom, as the forms carry it from page to page. */
export const Choice = z.object({
  when: z.enum(['now', 'at', 'own']).default('now'),
  at: text,
  /** Empty: the digest. */
  purpose: text,
  languages: several,
  topics: several,
  segment: text.transform(segmentIn),
  /** It is not to be warmed up. */
  allAtOnce: z.literal('yes').optional(),
  /** The cancel that is taken back, see `wantedSendFor`. */
  anew: text,
})
export type Choice = z.infer<typeof Choice>

/** @returns the hidden fields that carry a choice on */
export const fieldsOfChoice = (choice: Choice): [name: string, value: string][] => {
  const { when, at, purpose, languages, topics, segment, allAtOnce, anew } = choice
  const all: [string, string | undefined][] = [
    ...([
      ['when', when],
      ['at', at],
      ['purpose', purpose],
      ['segment', typeof segment === 'object' ? JSON.stringify(segment) : segment],
      ['allAtOnce', allAtOnce],
      ['anew', anew],
    ] satisfies [string, string | undefined][]),
    ...languages.map((language): [string, string] => ['languages', language]),
    ...topics.map((topic): [string, string] => ['topics', topic]),
  ]
  return all.filter((one): one is [string, string] => Boolean(one[1]))
}

export const isForSome = ({ languages, topics, segment }: Choice): boolean =>
  languages.length > 0 || topics.length > 0 || segment !== undefined

/** The body of a count. */
export const audienceOf = (issue: string, choice: Choice) => {
  const { when, at, languages, topics, segment } = choice
  const filter = { ...(languages.length > 0 && { languages }), ...(topics.length > 0 && { topics }) }
  return {
    issue,
    ...(when !== 'now' && { at }),
    ...(when === 'own' && { ownZones: true }),
    ...(Object.keys(filter).length > 0 && { filter }),
    ...(segment && { segment }),
  }
}

/** The body of the request for the send. */
export const sendOf = (issue: string, choice: Choice) => ({
  ...audienceOf(issue, choice),
  ...(choice.purpose && { purpose: choice.purpose }),
  ...(choice.allAtOnce && { warmUp: false }),
  ...(choice.anew && { anew: choice.anew }),
})
