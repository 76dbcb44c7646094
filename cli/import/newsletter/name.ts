import { dayIn, westernDigits } from '../metadata-date.ts'

/** Issue numbers next to a word or sign: `Issue #12`, `Nr. 7`, `第 12 期`, `12호`. */
const numbered: readonly RegExp[] = [
  // `Volume 12, Issue 3` is number 3.
  /\b(?:vol|volume|jahrgang|année|año|ano)\.?\s*\d{1,4}\s*[,;|/·–—-]?\s*(?:issue|no|nr|number|ausgabe|heft|numéro|número|n[°º])\.?\s*#?\s*(\d{1,4})/iu,
  /第\s*(\d{1,5})\s*[期号號回卷辑]/u,
  /(?:^|[\s(（:：|,–—-])(?:issue|no|nr|num|number|vol|volume|edition|episode|week|ausgabe|numéro|n[°º]|número|núm|edição|edición|numero|nummer|выпуск|№|номер|גיליון|מספר|العدد|عدد|شماره(?:\u0654|\u200cی)?)\.?\s*(?:#|№|n[°º])?\s*[:：]?\s*(\d{1,5})(?![\d.]*\d{4})/iu,
  /#\s?(\d{1,5})(?!\d)/u,
  /№\s?(\d{1,5})/u,
  /(\d{1,5})\s?(?:호|号|號|期)(?!\d)/u,
  /\p{L}\s+(\d{1,5})\s*(?:$|[:：|–—-]\s)/u,
]

/**
 * Finds an issue's number in its title; a year does not count.
 * @returns undefined when there is none
 */
export const numberIn = (title: string): number | undefined => {
  const text = westernDigits(title.slice(0, 300))
  for (const pattern of numbered) {
    const digits = pattern.exec(text)?.[1]
    const isYear = digits !== undefined && year(text).test(digits) && !/[#№第]/.test(text)
    if (digits !== undefined && !isYear) return Number(digits)
  }
  return undefined
}

/** Years of our calendar, and of the Persian and the Islamic one in a text that is written in their letters. */
const year = (text: string): RegExp =>
  /\p{Script=Arabic}/u.test(text) ? /^(1[349]|20)\d\d$/ : /^(19|20)\d\d$/

/** Reads a file name: `2024-03-05-weekly-news` gives the title `Weekly news` and a date, `issue-123` a number. */
export const readName = (
  name: string,
): { title: string; date?: string | undefined; number?: number | undefined } => {
  const date = dayIn(name.replaceAll('_', '-'))
  const words = name
    .replace(/(^|[^\d])\d{4}[-_.]\d{1,2}[-_.]\d{1,2}(?=$|\D)/, '$1')
    .replace(/(^|[-_])\d{4}[-_]\p{L}{3,9}[-_]\d{1,2}(?=$|\D)/u, '$1')
    .replace(/^(19|20)\d{6}(?=$|\D)/, '')
    .replace(/[-_+]+|%20/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const title = /\p{L}/u.test(words) ? words : name.trim() || 'Newsletter'
  const number = numberIn(title) ?? numberBefore(name)
  const first = [...title][0] ?? ''
  return { title: `${first.toUpperCase()}${title.slice(first.length)}`, date, number }
}

/** A leading number: `42`, `042-2020-feb-25`, but not `2024-summer`. */
const numberBefore = (name: string): number | undefined => {
  const digits = /^(0\d{1,3}|\d{1,3})(?=$|[-_ ])/.exec(name)?.[1]
  return digits === undefined ? undefined : Number(digits)
}
