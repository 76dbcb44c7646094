import type { Values } from './row-values.ts'

const written =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?)? ?(Z|UTC|[+-]\d{2}:?\d{2})?(?: UTC)?$/i

/**
 * A time as services write it: ISO 8601, without a zone meant in UTC, or Unix seconds.
 * @returns ISO 8601 in UTC; undefined for anything else
 */
export const readInstant = (text: string): string | undefined => {
  const trimmed = text.trim()
  if (/^\d{9,10}$/.test(trimmed)) return isoOf(Number(trimmed) * 1000)
  const [, day, time = '00:00:00', zone = 'Z'] = written.exec(trimmed) ?? []
  if (day === undefined) return undefined
  const offset = /^(z|utc)$/i.test(zone) ? 'Z' : zone.replace(/(\d{2}):?(\d{2})$/, '$1:$2')
  return isoOf(Date.parse(`${day}T${time}${offset}`))
}

const isoOf = (ms: number): string | undefined => (Number.isNaN(ms) ? undefined : new Date(ms).toISOString())

export type Dates = Partial<Record<'since' | 'subscribedAt' | 'confirmedAt', string>>

/**
 * The times that a row says. A cell that says no more than that somebody left, such as `true`, is no date and no mistake
 * either.
 */
export const datesIn = (values: Values): { dates: Dates; isWrong: boolean } => {
  const written = {
    subscribedAt: values.subscribedAt,
    confirmedAt: values.confirmedAt,
    since: values.since || values.bouncedAt || values.unsubscribedAt,
  }
  const dates: Dates = {}
  let isWrong = false
  for (const [name, text = ''] of Object.entries(written)) {
    if (text.trim() === '') continue
    const instant = readInstant(text)
    if (instant) dates[name as keyof Dates] = instant
    else isWrong ||= name !== 'since'
  }
  return { dates, isWrong }
}
