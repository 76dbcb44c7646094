import type { Language } from '../platform/language.ts'
import type { Publication, TopicId } from '../platform/publication.ts'

/** What a reader may choose at sign-up and change later. No topics = all of them, also those to come. */
export type Choice = { language: Language; topics: TopicId[] }
export type ChoiceProblem = 'languageUnknown' | 'topicUnknown' | 'topicMissing'

/** A field that is wrong: `problem` names its message in the catalogue's `forms.problems`. */
export type FieldProblem<Problem extends string> = { field: string; problem: Problem }

/**
 * Reads a form's `language` and `topics`.
 * @param fallback the language when the form names none
 * @param topics one id, several, or undefined for all; the empty ids that our own forms send along are passed over, so
 *   that a form with nothing ticked is told from a call that does not care
 */
export const readChoice = (
  fields: { language?: string; topics?: string | string[] },
  publication: Pick<Publication, 'languages' | 'topics'>,
  fallback: Language,
): { choice: Choice; problems: FieldProblem<ChoiceProblem>[] } => {
  const language = fields.language || fallback
  const chosen = fields.topics === undefined ? undefined : [fields.topics].flat().filter(Boolean)
  const known = publication.topics.map(({ id }) => id)
  const problems: FieldProblem<ChoiceProblem>[] = []
  if (!publication.languages.includes(language))
    problems.push({ field: 'language', problem: 'languageUnknown' })
  if (chosen?.length === 0) problems.push({ field: 'topics', problem: 'topicMissing' })
  if (chosen?.some((id) => !known.includes(id))) problems.push({ field: 'topics', problem: 'topicUnknown' })
  return { choice: { language, topics: allOr(known, chosen) }, problems }
}

const allOr = (known: TopicId[], chosen: TopicId[] = []): TopicId[] =>
  known.every((id) => chosen.includes(id)) ? [] : known.filter((id) => chosen.includes(id))
