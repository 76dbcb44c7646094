import { pickLanguage } from '../../publication/language.ts'
import { readTimeZone } from '../../publication/time-zones.ts'
import type { Choice } from '../states/choice.ts'
import { inputName, readFields } from '../states/custom-fields.ts'
import { plainName } from './column-names.ts'
import type { Offer } from './find-columns.ts'
import { firstValue, type Values } from './row-values.ts'
import { standingOf } from './status-words.ts'

/**
 * What was left out of a reader who is imported all the same; `no-language`: their row says none, and there are several.
 * `date-order`: a date may be another day, too: neither it nor the rest of the list shows whether the month stands first.
 */
export const notes = [
  'no-language',
  'language',
  'topics',
  'time-zone',
  'answer',
  'date',
  'date-order',
] as const
export type Note = (typeof notes)[number]

/** Reads language, topics, time zone and answers. What the publication does not offer is left out, and noted. */
export const createChoiceReader = ({ offer, language: fallback }: { offer: Offer; language: string }) => {
  const topicsNamed = new Map(
    offer.topics.flatMap(({ id, names }) =>
      [id, ...Object.values(names)].map((name) => [plainName(name), id] as const),
    ),
  )
  const zones = new Map<string, string | undefined>()
  const zoneOf = (name: string) => {
    if (!zones.has(name) && zones.size < 1_000) zones.set(name, readTimeZone(name))
    return zones.get(name)
  }
  return (values: Values): { choice: Choice; notes: Note[] } => {
    const said = (field: string) => firstValue(values, field)
    const language = languageOf(said('language'), offer.languages)
    const named = said('topics')
      .split(/[,;|]/)
      .flatMap((one) => (one.trim() ? [plainName(one)] : []))
    const list = named.length === 1 && !topicsNamed.has(named[0]!) ? wordsIn(said('topics')) : named
    const topics = offer.topics
      .map(({ id }) => id)
      .filter((id) => list.some((one) => topicsNamed.get(one) === id))
    const zone = said('timeZone') === '' ? undefined : zoneOf(said('timeZone'))
    const { answers, problems } = readFields(answersIn(said, offer), offer.fields)
    return {
      choice: {
        language: language ?? fallback,
        // All of them is the same as none named: topics that are still to come, too.
        topics: topics.length === offer.topics.length ? [] : topics,
        ...(zone && { timeZone: zone }),
        ...(Object.keys(answers).length > 0 && { fields: answers }),
      },
      notes: [
        ...note(said('language') === '' && offer.languages.length > 1, 'no-language'),
        ...note(said('language') !== '' && !language, 'language'),
        ...note(
          list.some((one) => !topicsNamed.has(one)),
          'topics',
        ),
        ...note(said('timeZone') !== '' && !zone, 'time-zone'),
        ...note(problems.length > 0, 'answer'),
      ],
    }
  }
}

const note = (is: boolean, one: Note): Note[] => (is ? [one] : [])
const wordsIn = (text: string): string[] => text.split(/\s+/).map(plainName)

const languageOf = (said: string, offered: readonly string[]): string | undefined => {
  const tag = said.replaceAll('_', '-')
  const found = pickLanguage([tag], offered)
  return tag !== '' && found.toLowerCase().split('-')[0] === tag.toLowerCase().split('-')[0]
    ? found
    : undefined
}

/** A choice may stand by its name in any language, a box to tick in any word for yes. */
const answersIn = (said: (field: string) => string, { fields }: Offer): Record<string, string> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const name = inputName(field)
      const text = said(name)
      if (text === '') return []
      if (field.kind === 'yes-no') return [[name, standingOf(text) === 'active' ? 'yes' : 'no']]
      if (field.kind === 'text') return [[name, text.replace(/\s+/g, ' ')]]
      const isNamed = (names: readonly string[]) => names.some((one) => plainName(one) === plainName(text))
      const option = field.options.find(({ id, names }) => isNamed([id, ...Object.values(names)]))
      return [[name, option?.id ?? text]]
    }),
  )
