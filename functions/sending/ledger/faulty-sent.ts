import type { Send } from './send.ts'

type Sent = Pick<Send, 'frozen' | 'formerEditions'>

const sentOf = ({ frozen, formerEditions = [] }: Sent, languages: readonly string[] | undefined) =>
  [...formerEditions, frozen?.editions ?? {}]
    .flatMap((editions) => Object.entries(editions))
    .filter(([language]) => languages?.includes(language) ?? true)

/** The languages in which a send went out, of these (absent = all). */
export const sentIn = (send: Sent, languages?: readonly string[]): string[] => [
  ...new Set(sentOf(send, languages).map(([language]) => language)),
]

/** In which languages a send went out in these editions. */
export const languagesOfEditions = (send: Sent, editions: readonly string[]): string[] => [
  ...new Set(
    sentOf(send, undefined).flatMap(([language, edition]) => (editions.includes(edition) ? [language] : [])),
  ),
]

/**
 * The editions that a send went out in and of which another is published now in the same language; who got one before the send
 * was asked for anew got that of then.
 * @param published content hash of what is published now, by language
 * @param languages only in these; absent = in all
 */
export const faultySent = (
  send: Sent,
  published: Readonly<Record<string, string>>,
  languages?: readonly string[],
): string[] => [
  ...new Set(
    sentOf(send, languages).flatMap(([language, edition]) => {
      const now = published[language]
      return now === undefined || now === edition ? [] : [edition]
    }),
  ),
]
