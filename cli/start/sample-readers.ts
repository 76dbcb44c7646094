import type { Language } from '../../functions/publication/language.ts'
import type { Publication } from '../../functions/publication/publication.ts'

/** A person of the sample audience. What becomes of them is said by `then`. */
export type SampleReader = {
  email: string
  language: Language
  /** Topic ids; empty = all. */
  topics: string[]
  then: 'confirms' | 'does-nothing' | 'unsubscribes' | 'is-suppressed'
}

const names = [
  ...['lin.yue', 'ada', 'chen.hao', 'grace', 'wang.xin', 'alan', 'zhao.min', 'barbara'],
  ...['sun.jia', 'amina', 'zhou.ning', 'omar'],
]

/**
 * Readers for a publication of whatever languages and topics: of each language one who gets everything, others who chose
 * some topics; one who never confirms, one who leaves, and SES's mailbox simulator.
 */
export const sampleReadersOf = ({ languages, topics }: Publication): SampleReader[] => {
  const [first, last] = [languages[0]!, languages.at(-1)!]
  const reader = (
    email: string,
    language: Language,
    chosen: string[] = [],
    then: SampleReader['then'] = 'confirms',
  ): SampleReader => ({ email, language, topics: chosen, then })
  /** Nothing, which is everything; then one, two, one, … of the topics, beginning with another each time. */
  const choiceOf = (nth: number) =>
    nth < languages.length
      ? []
      : [...new Set([nth, nth + (nth % 2) * 2])].flatMap((at) => topics[at % topics.length]?.id ?? [])
  return [
    // The mail that asks them to confirm comes back, which suppresses them. They come first: SES reports it seconds later.
    reader('bounce@simulator.amazonses.com', first, [], 'is-suppressed'),
    reader('complaint@simulator.amazonses.com', last, [], 'is-suppressed'),
    ...names.map((name, nth) =>
      reader(`${name}@readers.example`, languages[nth % languages.length]!, [...new Set(choiceOf(nth))]),
    ),
    reader('success@simulator.amazonses.com', last),
    reader('undecided@readers.example', last, [], 'does-nothing'),
    reader('farewell@readers.example', first, [], 'unsubscribes'),
  ]
}
