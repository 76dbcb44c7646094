import type { Language } from '../language.ts'

/** Cached: creating a formatter takes as long as rendering a page. */
const formats = new Map<string, Intl.DateTimeFormat>()

/** How a language writes dates; English for what is no BCP 47 tag. */
export const dateFormat = (language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = JSON.stringify([language, options])
  const format = formats.get(key) ?? newFormat(language, options)
  formats.set(key, format)
  return format
}

const newFormat = (language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  try {
    return new Intl.DateTimeFormat(language, options)
  } catch (error) {
    if (error instanceof RangeError) return new Intl.DateTimeFormat('en', options)
    throw error
  }
}

/**
 * The first of a month is an ordinal in French; CLDR has it so in no form that names the year. Chinese stands apart from
 * digits here as in other texts (W3C, "Requirements for Chinese Text Layout"); CLDR has no space.
 */
const asWritten = (format: Intl.DateTimeFormat, language: Language, at: number): string => {
  if (/^zh\b/i.test(language))
    return format.format(at).replace(/(?<=\d)(?=\p{sc=Han})|(?<=[年月])(?=\d)/gu, ' ')
  if (!/^fr\b/i.test(language)) return format.format(at)
  const parts = format.formatToParts(at)
  return parts.map(({ type, value }) => (type === 'day' && value === '1' ? '1er' : value)).join('')
}

/**
 * A day as a language writes it.
 * @param day ISO 8601: a date, or a time in UTC, which is shown in the zone
 */
export const dayInWords = (day: string, language: Language, zone = 'UTC'): string =>
  asWritten(
    dateFormat(language, { dateStyle: 'long', timeZone: day.includes('T') ? zone : 'UTC' }),
    language,
    Date.parse(day),
  )

/** Date, time and time zone, as the language writes them. @param at Unix ms */
export const timeIn = (language: Language, timeZone: string, at: number): string => {
  const zone = dateFormat(language, { timeZone, timeZoneName: 'short' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value
  const style = { dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23' } as const
  return `${asWritten(dateFormat(language, { ...style, timeZone }), language, at)} (${zone})`
}
