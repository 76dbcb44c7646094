import { type Language, type Localized, pathOf, textFor } from '../../publication/language.ts'
import type { Visited } from '../visit.ts'

/** A text in the console's language, if it has that, else in its first. */
export const textIn = (texts: Localized, { language }: Pick<Visited, 'language'>): string =>
  textFor(texts, language, Object.keys(texts)[0] ?? language)

/** A language without its region: no publication has two of one. */
export const languageName = (language: Language, { format }: Pick<Visited, 'format'>): string =>
  format.language(pathOf(language))

type Seen = Pick<Visited, 'publication' | 'language'>

/** What readers see of a topic; the id of one that there is not any more. */
export const topicName = (id: string, visit: Seen): string => {
  const topic = visit.publication.topics.find((one) => one.id === id)
  return topic ? textIn(topic.names, visit) : id
}

/** A question of the forms, and the answer to it. */
export const answerNames = (id: string, answer: string, visit: Seen): [question: string, answer: string] => {
  const field = visit.publication.fields.find((one) => one.id === id)
  const options = field?.kind === 'choice' ? field.options : []
  const option = options.find((one) => one.id === answer)
  return [field ? textIn(field.names, visit) : id, option ? textIn(option.names, visit) : answer]
}
