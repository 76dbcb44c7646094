import type { Publication } from '../../publication/publication.ts'
import { type Answers, answerTo } from '../../subscription/states/custom-fields.ts'
import { mayBecomeLink } from './looks-like-a-link.ts'

/** Longer texts are not names, and would push the issue out of sight. */
const longest = 60

/**
 * The name by which a digest addresses a reader: their answer to the field that the publication's greeting names, on
 * one line, without control and bidirectional formatting characters (UAX #9).
 * @returns undefined, so that the greeting's fallback is used, when there is no answer or it cannot be a name: longer
 *   than 60 characters, or containing something that mail clients turn into a link
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
