import { titleKey } from '../titles.ts'

const languages = 'en de fr es pt it nl sv da nb fi pl cs tr ru uk el zh ja ko ar fa he'.split(' ')

/** Words that a line of facts has beside its numbers: `Issue 12`, `Ausgabe 3 vom 5. März`, `第 12 期`. */
const vocabulary = `
  issue no nr num number vol volume edition week kw of the st nd rd th and ausgabe heft jahrgang vom woche den der und
  numéro n º ° o du le de del la numero número núm año edición edição semaine semana выпуск номер год г № от
  第 期 号 號 年 月 日 回 卷 週 周 호 제 년 월 일 العدد عدد من في سنة هـ م شماره سال دوره مورخ מספר גיליון
`

let known: ReadonlySet<string> | undefined

const knownWords = (): ReadonlySet<string> => {
  known ??= new Set([
    ...vocabulary.split(/\s+/),
    ...languages.flatMap((language) => [
      ...namesOf(language, 'gregory', 12, { month: 'long' }),
      ...namesOf(language, 'gregory', 12, { month: 'short' }),
      ...namesOf(language, 'gregory', 7, { weekday: 'long' }),
      ...namesOf(language, 'gregory', 7, { weekday: 'short' }),
    ]),
    ...namesOf('fa', 'persian', 12, { month: 'long' }),
    ...namesOf('ar', 'islamic-umalqura', 12, { month: 'long' }),
  ])
  return known
}

/** Names of months or days, as they stand in a date with its day and alone. */
const namesOf = (
  language: string,
  calendar: string,
  count: number,
  how: { month?: 'long' | 'short'; weekday?: 'long' | 'short' },
): string[] =>
  [how, { ...how, day: 'numeric' as const }].flatMap((one) => {
    const format = new Intl.DateTimeFormat(`${language}-u-ca-${calendar}`, { ...one, timeZone: 'UTC' })
    const step = how.month ? 29.5 : 1
    return Array.from({ length: count + 1 }, (_, at) =>
      wordsIn(format.format(new Date(Date.UTC(2031, 0, 2 + at * step)))),
    ).flat()
  })

const wordsIn = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}])+/gu) ?? []

/**
 * Whether a line says nothing but number, date and title of an issue, which are shown elsewhere.
 * @param line plain text
 */
export const saysOnlyWhich = (line: string, title: string): boolean => {
  if (line.length > 120 || (!/\p{N}/u.test(line) && titleKey(line) !== titleKey(title))) return line === ''
  const words = knownWords()
  const own = new Set(wordsIn(title))
  return wordsIn(line).every((word) => words.has(word) || own.has(word))
}
