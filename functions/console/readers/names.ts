import { textFor } from '../../publication/language.ts'
import type { Visit } from '../visit.ts'

type Seen = Pick<Visit, 'publication' | 'language'>

const nameOf = (one: { names: Record<string, string> } | undefined, { publication, language }: Seen) =>
  one && textFor(one.names, language, publication.languages[0]!)

/** What readers see of a topic, as the console's language has it; the id of one that there is not any more. */
export const topicName = (id: string, visit: Seen): string =>
  nameOf(
    visit.publication.topics.find((topic) => topic.id === id),
    visit,
  ) ?? id

/** A question of the forms, and the answer to it. */
export const answerNames = (id: string, answer: string, visit: Seen): [question: string, answer: string] => {
  const field = visit.publication.fields.find((one) => one.id === id)
  const options = field?.kind === 'choice' ? field.options : []
  return [
    nameOf(field, visit) ?? id,
    nameOf(
      options.find((option) => option.id === answer),
      visit,
    ) ?? answer,
  ]
}
