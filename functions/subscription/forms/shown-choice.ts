import type { Publication } from '../../publication/publication.ts'
import { type Answers, answerTo, inputName, postedText } from '../states/custom-fields.ts'

/** What a form shows as chosen: what is kept, or what was just posted, be it right or wrong. No topics = all. */
export type ShownChoice = {
  language: string
  topics: readonly string[]
  timeZone?: string | undefined
  fields?: Answers | undefined
}

/** A form that is refused comes back as it was filled in. @param before what is shown where nothing was posted */
export const postedChoice = (
  posted: Readonly<Record<string, unknown>>,
  { fields }: Pick<Publication, 'fields'>,
  before: ShownChoice,
): ShownChoice => {
  const given = (name: string, otherwise: string) =>
    Object.hasOwn(posted, name) ? (postedText(posted[name]) ?? '') : otherwise
  return {
    language: typeof posted.language === 'string' ? posted.language : before.language,
    // The form's own empty topic keeps "nothing was ticked" from being shown as "all".
    topics: posted.topics === undefined ? before.topics : [posted.topics].flat().map(String),
    timeZone: given('timeZone', before.timeZone ?? ''),
    fields: Object.fromEntries(
      fields.map((field) => [field.id, given(inputName(field), answerTo(field, before.fields))]),
    ),
  }
}
