type Calendar = {
  tag: string
  /** Names of months by their beginnings, in the letters of Arabic and Persian. */
  months: readonly RegExp[]
  /** The Gregorian day on which a date falls, give or take a few days. */
  near: (year: number, month: number, date: number) => number
}

const dayLength = 86_400_000

/** The solar calendar of Iran and Afghanistan. Its year begins in March. */
const persian: Calendar = {
  tag: 'persian',
  months: [
    /^(فروردین|حمل)/,
    /^(اردیبهشت|ثور)/,
    /^(خرداد|جوزا)/,
    /^(تیر|سرطان)/,
    /^(مرداد|امرداد|اسد)/,
    /^(شهریور|سنبله)/,
    /^(مهر|میزان)/,
    /^(آبان|عقرب)/,
    /^(آذر|قوس)/,
    /^(دی|جدی)/,
    /^(بهمن|دلو)/,
    /^(اسفند|حوت)/,
  ],
  near: (year, month, date) =>
    Date.UTC(year + 621, 2, 21) + ((month - 1) * 30.6 + Math.min(month - 1, 6) * 0.4 + date - 1) * dayLength,
}

/** The lunar calendar, as Umm al-Qura counts it. Its year is eleven days shorter than ours. */
const islamic: Calendar = {
  tag: 'islamic-umalqura',
  months: [
    /^(ال)?محرم/,
    /^صفر/,
    /^ربيع (ال)?[أا]ول/,
    /^ربيع (ال)?(ثاني|[آا]خر)/,
    /^جمادى (ال)?[أا]ول/,
    /^جمادى (ال)?([آا]خر|ثاني)/,
    /^رجب/,
    /^شعبان/,
    /^رمضان/,
    /^شوال/,
    /^ذ[ويى] القعدة/,
    /^ذ[ويى] الحجة/,
  ],
  near: (year, month, date) =>
    Date.UTC(622, 6, 18) + ((year - 1) * 354.367 + (month - 1) * 29.53 + date - 1) * dayLength,
}

/**
 * Finds a date of the Persian or the Islamic calendar, by the name of its month or as `1400/09/18`: `18 آذر 1400`.
 * @param text in lower case, with western digits
 * @returns our date, `2021-12-09`
 */
export const otherCalendarDayIn = (text: string): string | undefined => {
  if (!/\p{Script=Arabic}/u.test(text)) return undefined
  const [, date, name = '', year] =
    /(?<!\d)(\d{1,2})\s+(?:من\s+)?(\p{L}[\p{L} ]{1,20}?)\s*،?\s+(?:سنة\s+|سال\s+)?(1[34]\d\d)(?!\d)/u.exec(
      text,
    ) ?? []
  for (const calendar of [persian, islamic]) {
    const month = calendar.months.findIndex((one) => one.test(name)) + 1
    if (month > 0) return dayOf(calendar, Number(year), month, Number(date))
  }
  const [, early, mid, late] =
    /(?<!\d)(1[34]\d\d)\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d)/.exec(text) ?? []
  return early ? dayOf(persian, Number(early), Number(mid), Number(late)) : undefined
}

/** Looks around the estimate for the day that the calendar gives that name. */
const dayOf = ({ tag, near }: Calendar, year: number, month: number, date: number): string | undefined => {
  const format = new Intl.DateTimeFormat(`en-u-ca-${tag}-nu-latn`, {
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    timeZone: 'UTC',
  } as const)
  const middle = Math.round(near(year, month, date) / dayLength)
  for (let at = middle - 4; at <= middle + 4; at++) {
    const day = new Date(at * dayLength)
    const parts = new Map(format.formatToParts(day).map(({ type, value }) => [type, Number(value)]))
    const isIt = parts.get('year') === year && parts.get('month') === month && parts.get('day') === date
    if (isIt) return day.toISOString().slice(0, 10)
  }
  return undefined
}
