/** Numbers, times and names as the console's language writes them. */
export type Format = {
  number: (value: number) => string
  /** `3.2 %` of a whole that may be 0. */
  share: (part: number, whole: number) => string
  /** A day and a time in the publication's zone, and that. @param iso an instant */
  time: (iso: string) => string
  day: (iso: string) => string
  /** A day of the calendar, wherever it was. @param day `2031-02-03` */
  calendarDay: (day: string) => string
  /** The hour of an instant in the publication's zone. @param at Unix ms */
  clock: (at: number) => string
  /** `62.3 kB` */
  kilobytes: (bytes: number) => string
  /** How long, of seconds: `3 min`. */
  duration: (seconds: number) => string
  /** How far off: `in 3 hours`, `2 days ago`. */
  fromNow: (iso: string) => string
  /** Whether that says more than the day does. */
  isNear: (iso: string) => boolean
  /** This moment, as `time` has it. */
  now: string
  language: (tag: string) => string
}

/** A week. */
const nearMs = 604_800_000

const steps = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
] as const

/** @param tag the console's language @param now Unix ms */
export const createFormat = (tag: string, timeZone: string, now: number): Format => {
  const numbers = new Intl.NumberFormat(tag)
  const shares = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 })
  const times = new Intl.DateTimeFormat(tag, {
    timeZone,
    ...({ year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' } as const),
    timeZoneName: 'short',
  })
  const days = new Intl.DateTimeFormat(tag, { timeZone, dateStyle: 'medium' })
  const clock = new Intl.DateTimeFormat(tag, { timeZone, timeStyle: 'short' })
  const calendarDays = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', dateStyle: 'medium' })
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' })
  const languages = new Intl.DisplayNames(tag, { type: 'language' })
  const unit = (name: string, value: number) =>
    new Intl.NumberFormat(tag, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value)
  return {
    number: (value) => numbers.format(value),
    share: (part, whole) => shares.format(whole === 0 ? 0 : part / whole),
    time: (iso) => times.format(new Date(iso)),
    day: (iso) => days.format(new Date(iso)),
    calendarDay: (day) => calendarDays.format(new Date(day)),
    clock: (at) => clock.format(new Date(at)),
    kilobytes: (bytes) => unit('kilobyte', Math.round(bytes / 100) / 10),
    duration: (seconds) => {
      if (seconds < 60) return unit('second', Math.ceil(seconds))
      const minutes = Math.ceil(seconds / 60)
      if (minutes < 60) return unit('minute', minutes)
      const hours = Math.floor(minutes / 60)
      return minutes % 60 === 0
        ? unit('hour', hours)
        : `${unit('hour', hours)} ${unit('minute', minutes % 60)}`
    },
    isNear: (iso) => Math.abs(Date.parse(iso) - now) < nearMs,
    now: times.format(new Date(now)),
    fromNow: (iso) => {
      let value = (Date.parse(iso) - now) / 1000
      for (const [name, size] of steps) {
        if (Math.abs(value) < size) return relative.format(Math.round(value), name)
        value /= size
      }
      return relative.format(Math.round(value), 'year')
    },
    language: (language) => languages.of(language) ?? language,
  }
}
