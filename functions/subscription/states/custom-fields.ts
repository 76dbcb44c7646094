import type { Language } from '../../publication/language.ts'
import type { Field } from '../../publication/publication.ts'
import { wordsOf } from '../../publication/words.ts'

/** A reader's answers by field id: an option's id, `yes`, or a text. An unanswered field is absent. */
export type Answers = Readonly<Record<string, string>>
export type FieldsProblem = 'optionUnknown' | 'textTooLong' | 'textWrong'

/** The longest text, in UTF-16 code units, which is what an input's `maxlength` counts (HTML Standard, "maxlength"). */
export const longestText = 200

/**
 * A field's name in forms and JSON. The prefix also keeps ids such as `constructor` from clashing with object
 * properties.
 */
export const inputName = ({ id }: Pick<Field, 'id'>): string => `field-${id}`

/** @param answers may hold fields that the publication does not ask for (any more) */
export const answerTo = ({ id }: Pick<Field, 'id'>, answers: Answers = {}): string =>
  Object.hasOwn(answers, id) ? answers[id]! : ''

/**
 * Reads one posted value as text. An empty value beside a real one is ignored: our own form sends it to say "unticked".
 * @returns empty when the reader cleared it; undefined when it is not a single text
 */
export const postedText = (posted: unknown): string | undefined => {
  const [first = '', ...more] = [posted].flat().filter((one) => one !== '' && one !== null)
  return typeof first === 'string' && more.length === 0 ? first : undefined
}

/**
 * Reads the answers to the publication's fields. An empty answer clears the stored one. Fields that were not posted, or
 * are not asked for (any more), stay as they were.
 */
export const readFields = (
  posted: Readonly<Record<string, unknown>>,
  declared: readonly Field[],
  before: Answers = {},
): { answers: Answers; problems: { field: string; problem: FieldsProblem }[] } => {
  const read = declared
    .filter((field) => Object.hasOwn(posted, inputName(field)))
    .map((field) => ({ field, ...readField(field, postedText(posted[inputName(field)])) }))
  const after = { ...before, ...Object.fromEntries(read.map(({ field, answer }) => [field.id, answer])) }
  return {
    answers: Object.fromEntries(Object.entries(after).filter(([, answer]) => answer)),
    problems: read.flatMap(({ field, problem }) => (problem ? [{ field: inputName(field), problem }] : [])),
  }
}

type Read = { answer: string; problem?: FieldsProblem }

const readField = (field: Field, text: string | undefined): Read => {
  if (field.kind === 'text') return readText(text?.trim())
  const known = field.kind === 'choice' ? field.options.map(({ id }) => id) : ['yes']
  // Only a call can send an explicit `no`; it equals an unticked box.
  const answer = field.kind === 'yes-no' && text === 'no' ? '' : text
  return answer === '' || (answer && known.includes(answer))
    ? { answer }
    : { answer: '', problem: 'optionUnknown' }
}

const readText = (text: string | undefined): Read => {
  // Control characters, lone surrogates, and line and paragraph separators. An input never sends them.
  if (text === undefined || /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(text))
    return { answer: '', problem: 'textWrong' }
  return text.length > longestText ? { answer: '', problem: 'textTooLong' } : { answer: text }
}

/** Answers in words, for a reader to check. Omits fields that are no longer asked for. */
export const answersInWords = (
  declared: readonly Field[],
  answers: Answers | undefined,
  language: Language,
): { name: string; answer: string }[] =>
  declared.flatMap((field) => {
    const answer = inWords(field, answerTo(field, answers), language)
    return answer ? [{ name: field.names[language]!, answer }] : []
  })

const inWords = (field: Field, answer: string, language: Language): string | undefined => {
  if (field.kind === 'text') return answer
  if (field.kind === 'yes-no') return answer === 'yes' ? wordsOf(language).forms.subscribe.yes : undefined
  return field.options.find(({ id }) => id === answer)?.names[language]
}
