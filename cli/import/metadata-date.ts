import { otherCalendarDayIn } from './other-calendars.ts'

/** Beginnings of the names of the twelve months in a dozen languages. */
const months: readonly RegExp[] = [
  /^(jan|gen|ene|sty|янв|січ|oca|ιαν|ינו|يناير|كانون الثاني)/,
  /^(feb|fév|fev|lut|фев|лют|şub|φεβ|פבר|فبراير|شباط)/,
  /^(mar|mär|maa|mrz|мар|бер|μαρ|מרץ|مارس|آذار)/,
  /^(apr|abr|avr|kwi|апр|кві|nis|απρ|אפר|أبريل|ابريل|نيسان)/,
  /^(may|mai|maj|mei|mag|май|мая|тра|μαΐ|μαϊ|מאי|مايو|أيار)/,
  /^(jun|jui?n|giu|cze|июн|чер|haz|ιουν|יונ|يونيو|حزيران)/,
  /^(jul|juil|lug|lip|июл|лип|tem|ιουλ|יול|يوليو|تموز)/,
  /^(aug|aoû|aou|ago|sie|авг|сер|ağu|αυγ|אוג|أغسطس|آب)/,
  /^(sep|set|wrz|сен|вер|eyl|σεπ|ספט|سبتمبر|أيلول)/,
  /^(oct|okt|ott|out|paź|окт|жов|eki|οκτ|אוק|أكتوبر|تشرين الأول)/,
  /^(nov|lis|ноя|лист|kas|νοε|נוב|نوفمبر|تشرين الثاني)/,
  /^(dec|dez|déc|dic|gru|дек|гру|ara|δεκ|דצמ|ديسمبر|كانون الأول)/,
]

/** Replaces full-width, Arabic and Persian digits by 0–9. */
export const westernDigits = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))

/**
 * Finds a date in a text: `2024-03-05`, `2024年3月5日`, `March 5th, 2024`, `5. März 2024`, `Tue, 05 Mar 2024 09:00 GMT`,
 * `۱۸ آذر ۱۴۰۰`.
 * @returns `2024-03-05`; undefined when there is none, or when day and month are ambiguous
 */
export const dayIn = (text: string): string | undefined => {
  const written = westernDigits(text.slice(0, 200)).toLowerCase()
  const numeric = /(?<!\d)(\d{4})\s?[-/._年년]\s?(\d{1,2})\s?[-/._月월]\s?(\d{1,2})(?!\d)/.exec(written)
  if (numeric) return day(numeric[1], numeric[2], numeric[3]) ?? otherCalendarDayIn(written)
  const solid = /(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)/.exec(written)
  if (solid) return day(solid[1], solid[2], solid[3])
  return named(written) ?? backward(written) ?? otherCalendarDayIn(written)
}

const named = (text: string): string | undefined => {
  const dayFirst =
    /(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?\s+(?:(?:de|of|di|d’|d')\s+)?(\p{L}{3,})\.?,?\s+(?:(?:de|del|of)\s+)?(\d{4})(?!\d)/u
  const monthFirst = /(\p{L}{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/u
  const yearFirst = /(?<!\d)(\d{4})[-\s](\p{L}{3,})[-\s](\d{1,2})(?!\d)/u
  const [, early, middle = '', late] = yearFirst.exec(text) ?? []
  const byYear = monthOf(middle)
  if (byYear) return day(early, byYear, late)
  const [, first, name, year] = dayFirst.exec(text) ?? []
  const byDay = name && monthOf(name)
  if (byDay) return day(year, byDay, first)
  const [, month = '', second, ending] = monthFirst.exec(text) ?? []
  const byMonth = monthOf(month)
  return byMonth ? day(ending, byMonth, second) : undefined
}

/** 1–12, from a month's name in any of these languages. */
const monthOf = (name: string): number | undefined => {
  const at = months.findIndex((month) => month.test(name))
  return at < 0 ? undefined : at + 1
}

/** With dots the day comes first: `05.03.2024`. `5/3/2024` counts only if one of the two numbers cannot be a month. */
const backward = (text: string): string | undefined => {
  const [, one, mark, two, year] = /(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)/.exec(text) ?? []
  if (!one || !two) return undefined
  if (mark === '.' || Number(one) > 12 || one === two) return day(year, two, one)
  return Number(two) > 12 ? day(year, one, two) : undefined
}

const day = (year?: string, month?: string | number, date?: string): string | undefined => {
  const [y, m, d] = [Number(year), Number(month), Number(date)]
  const time = new Date(Date.UTC(y, m - 1, d))
  const isDay = y >= 1900 && y <= 2100 && time.getUTCMonth() === m - 1 && time.getUTCDate() === d
  return isDay ? time.toISOString().slice(0, 10) : undefined
}
