import { firstValue, type Values } from './row-values.ts'

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

export type Dates = Partial<Record<'since' | 'subscribedAt' | 'confirmedAt' | 'pausedUntil', string>>

/** What may say when somebody left. */
const leaveFields = ['since', 'unsubscribedAt', 'bouncedAt', 'complainedAt', 'emailOff']

/**
 * The times that a row says; of several at which somebody left, the last. A cell that says no more than that somebody left,
 * such as `true`, is no date and no mistake either.
 */
export const datesIn = (values: Values): { dates: Dates; isWrong: boolean } => {
  const dates: Dates = {}
  let isWrong = false
  const take = (name: keyof Dates, instant: string | undefined) => {
    if (instant) dates[name] = instant
  }
  for (const name of ['subscribedAt', 'confirmedAt'] as const) {
    const written = firstValue(values, name)
    take(name, readInstant(written))
    isWrong ||= written !== '' && !dates[name]
  }
  const left = leaveFields.flatMap((field) => values[field] ?? []).map(readInstant)
  take('since', lastOf(left))
  take('pausedUntil', lastOf((values.pausedUntil ?? []).map(readInstant)))
  return { dates, isWrong }
}

const lastOf = (instants: readonly (string | undefined)[]): string | undefined =>
  instants
    .filter((one) => one !== undefined)
    .sort()
    .at(-1)
