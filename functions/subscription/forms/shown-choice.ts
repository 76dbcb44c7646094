import type { Publication } from '../../publication/publication.ts'
import { type Answers, answerTo, inputName, postedText } from '../states/custom-fields.ts'

/** What a form shows as chosen: stored values, or those just posted, valid or not. No topics = all. */
export type ShownChoice = {
  language: string
  topics: readonly string[]
  timeZone?: string | undefined
  fields?: Answers | undefined
}

/**
 * Fills a refused form in again with what was posted.
 * @param before shown for fields that were not posted
 */
export const postedChoice = (
  posted: Readonly<Record<string, unknown>>,
  { fields }: Pick<Publication, 'fields'>,
  before: ShownChoice,
): ShownChoice => {
  const given = (name: string, otherwise: string) =>
    Object.hasOwn(posted, name) ? (postedText(posted[name]) ?? '') : otherwise
  return {
    language: typeof posted.language === 'string' ? posted.language : before.language,
    // The form's empty topic keeps "nothing was ticked" from being shown as "all".
    topics: posted.topics === undefined ? before.topics : [posted.topics].flat().map(String),
    timeZone: given('timeZone', before.timeZone ?? ''),
    fields: Object.fromEntries(
      fields.map((field) => [field.id, given(inputName(field), answerTo(field, before.fields))]),
    ),
  }
}
