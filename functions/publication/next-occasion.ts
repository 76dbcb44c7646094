const monthNames = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')
const dayNames = 'SUN MON TUE WED THU FRI SAT'.split(' ')
const dayMs = 86_400_000

/** Days that are looked through: the next 29 February may be eight years away. */
const farthest = 8 * 366 + 1

/**
 * The first day after another on which a cadence falls. Its hours are not looked at.
 * @param cron five or six fields, as EventBridge Scheduler reads them
 * @param day ISO 8601, `2023-01-10`
 * @returns ISO 8601; undefined when it never comes again, or the expression is not understood
 */
export const nextOccasion = (cron: string, day: string): string | undefined => {
  const [, , ofMonth = '', month = '', ofWeek = '', year = '*'] = cron.trim().toUpperCase().split(/\s+/)
  const isOn = ofMonth === '?' ? isOnWeekday(ofWeek) : isOnDay(ofMonth)
  const isIn = (field: string, value: number, low: number, high: number, names: string[] = []) =>
    field.split(',').some((part) => isWithin(part, value, low, high, names))
  const first = Date.parse(day)
  for (let ahead = 1; ahead <= farthest; ahead++) {
    const date = new Date(first + ahead * dayMs)
    if (
      isIn(month, date.getUTCMonth() + 1, 1, 12, monthNames) &&
      isIn(year, date.getUTCFullYear(), 1970, 2199) &&
      isOn(date)
    )
      return date.toISOString().slice(0, 10)
  }
  return undefined
}

/** One part of a field: `*`, `3`, `2-5`, `FRI-MON` or any of them with a step, `1/3`. */
const isWithin = (part: string, value: number, low: number, high: number, names: string[]): boolean => {
  const [span = '', step] = part.split('/')
  const numberOf = (written: string) => names.indexOf(written) + 1 || Number(written)
  const [from = '', to] = span.split('-')
  const first = from === '*' ? low : numberOf(from)
  const isOpen = from === '*' || step !== undefined
  const last = to !== undefined ? numberOf(to) : isOpen ? high : first
  const round = high - low + 1
  // A range may wrap around, as in Quartz.
  const [length, at] = [last - first, value - first].map((one) => (one + round) % round) as [number, number]
  return at <= length && at % Number(step ?? 1) === 0
}

const daysIn = (date: Date): number =>
  new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()

const isOnDay = (field: string): ((date: Date) => boolean) => {
  const working = /^(L|\d+)W$/.exec(field)?.[1]
  if (working)
    return (date) => {
      const wanted = working === 'L' ? daysIn(date) : Number(working)
      return wanted <= daysIn(date) && date.getUTCDate() === nearestWorkingDay(date, wanted)
    }
  return (date) =>
    field.split(',').some((part) => {
      return part === 'L' ? date.getUTCDate() === daysIn(date) : isWithin(part, date.getUTCDate(), 1, 31, [])
    })
}

/** The day from Monday to Friday that is nearest to a day of a month, within that month. */
const nearestWorkingDay = (date: Date, wanted: number): number => {
  const weekday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), wanted)).getUTCDay()
  if (weekday === 6) return wanted === 1 ? 3 : wanted - 1
  if (weekday === 0) return wanted === daysIn(date) ? wanted - 2 : wanted + 1
  return wanted
}

/** Sunday is 1. `6L`: the last Friday of a month; `FRI#2`: its second. */
const isOnWeekday = (field: string): ((date: Date) => boolean) => {
  const [, named = '', last, nth] = /^(\w+?)(?:(L)|#([1-5]))$/.exec(field) ?? []
  return (date) => {
    const weekday = date.getUTCDay() + 1
    const isThat = (part: string) => isWithin(part, weekday, 1, 7, dayNames)
    if (last) return isThat(named) && date.getUTCDate() > daysIn(date) - 7
    if (nth) return isThat(named) && Math.ceil(date.getUTCDate() / 7) === Number(nth)
    return field === 'L' ? weekday === 7 : field.split(',').some(isThat)
  }
}
