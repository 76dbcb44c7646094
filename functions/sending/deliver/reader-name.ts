import type { Publication } from '../../publication/publication.ts'
import { type Answers, answerTo } from '../../subscription/states/custom-fields.ts'
import { mayBecomeLink } from './auto-link.ts'

/** Longer ones are no names, and would push the issue out of sight. */
const longest = 60

/**
 * What a digest calls a reader: their answer to the field that the publication's greeting names, in one line. Control
 * characters and those that turn the direction of what follows (UAX #9) are taken out of it.
 * @returns undefined, so that the greeting's fallback stands there, when there is no answer or it is no name: longer
 * than 60 characters, or with something of which mail clients would make a link
 */
export const readerName = (
  { greeting }: Pick<Publication, 'greeting'>,
  answers: Answers | undefined,
): string | undefined => {
  if (!greeting) return undefined
  const name = answerTo({ id: greeting.field }, answers)
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\s\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
  return name === '' || [...name].length > longest || mayBecomeLink(name) ? undefined : name
}
