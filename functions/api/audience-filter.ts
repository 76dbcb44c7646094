import * as z from 'zod'
import type { Field, Publication } from '../publication/publication.ts'
import type { Filter } from '../sending/ledger/send.ts'
import { answerTo, inputName, readFields } from '../subscription/states/custom-fields.ts'

/** What the publication offers. A filter may name nothing else. */
export type Offer = Pick<Publication, 'languages' | 'topics' | 'fields'>

/**
 * More than any publication has. The filter is stored in the send, which every worker reads, so its size is limited.
 */
const most = 100
const names = z
  .array(z.string('is not a text').min(1, 'must not be empty'), 'is not a list')
  .min(1, 'must not be empty')
  .max(most, `has more than ${most} entries`)

export type Wrong = { path: string[]; message: string }

/**
 * Parses which readers a send is for: `{ languages?, topics?, fields? }`. Every name must be one of the publication's.
 */
export const filterFor = (offer: Offer) =>
  z
    .strictObject({
      languages: names
        .optional()
        .meta({ description: 'Readers of one of these languages.', example: ['en'] }),
      topics: names
        .optional()
        .meta({ description: 'Readers of one of these topics, or of all.', example: ['harbour'] }),
      // Checked entry by entry below, because zod's records skip names such as `__proto__`.
      fields: z
        .custom<object>(isObject, 'is not an object of lists')
        .meta({
          override: {
            type: 'object',
            additionalProperties: { type: 'array', minItems: 1, maxItems: most, items: { type: 'string' } },
          },
        })
        .optional()
        .meta({
          title: 'lists of answers, by field',
          description: 'Readers who answered so, in each of these fields.',
          example: { role: ['student', 'teacher'] },
        }),
    })
    .transform(({ languages = [], topics = [], fields = {} }, context): Filter => {
      const known = offer.topics.map(({ id }) => id)
      const answers = Object.entries(fields).map(([id, wanted]) => readWanted(offer.fields, id, wanted))
      const wrong = [
        ...unknown('languages', languages, offer.languages),
        ...unknown('topics', topics, known),
        ...answers.flatMap((one) => ('wrong' in one ? one.wrong : [])),
      ]
      for (const { path, message } of wrong) context.addIssue({ code: 'custom', path, message })
      const asked = answers.flatMap((one) => ('wrong' in one ? [] : [[one.id, one.wanted] as const]))
      return {
        ...(languages.length > 0 && { languages: [...new Set(languages)] }),
        ...(topics.length > 0 && { topics: [...new Set(topics)] }),
        ...(asked.length > 0 && { fields: Object.fromEntries(asked) }),
      }
    })

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Names that the publication does not have. @param field whose they are */
export const unknown = (field: string, named: readonly string[], known: readonly string[]): Wrong[] =>
  named
    .filter((name) => !known.includes(name))
    .map((name) => ({ path: [field], message: `has no ${shown(name)}: ${choicesOf(known)}` }))

const choicesOf = (known: readonly string[]): string =>
  known.length > 0 ? `choose of ${known.join(', ')}` : 'the publication has none'

type Read = { id: string; wanted: string[] } | { wrong: Wrong[] }

/** Reads wanted answers to a field as the forms read answers. */
export const readWanted = (declared: readonly Field[], id: string, given: unknown): Read => {
  const field = declared.find((one) => one.id === id)
  if (!field) return wrong(['fields'], `has no ${shown(id)}: ${allOf(declared)}`)
  const read = names.safeParse(given)
  if (!read.success) return wrong(['fields', id], read.error.issues[0]!.message)
  const answers = read.data.map((text) => ({ text, answer: readAnswer(field, text) }))
  const bad = answers.find(({ answer }) => answer === undefined)
  if (bad) return wrong(['fields', id], `has no ${shown(bad.text)}: ${possible(field)}`)
  return { id, wanted: [...new Set(answers.map(({ answer = '' }) => answer))] }
}

/** Parses an answer as the forms do, so that it equals what readers' rows hold. A plain no is stored as no answer. */
const readAnswer = (field: Field, text: string): string | undefined => {
  const { answers, problems } = readFields({ [inputName(field)]: text }, [field])
  const answer = answerTo(field, answers)
  const isEmpty = answer === '' && !(field.kind === 'yes-no' && text === 'no')
  return problems.length > 0 || isEmpty ? undefined : answer
}

const wrong = (path: string[], message: string): Read => ({ wrong: [{ path, message }] })

const allOf = (declared: readonly Field[]) =>
  declared.length > 0
    ? `choose of ${declared.map(({ id }) => id).join(', ')}`
    : 'the publication asks its readers nothing'

const possible = (field: Field): string => {
  if (field.kind === 'text') return 'no reader can have written that in one line of 200 characters'
  return `choose of ${field.kind === 'choice' ? field.options.map(({ id }) => id).join(', ') : 'yes, no'}`
}

/** What the caller wrote, shortened so that it can be quoted. */
export const shown = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
