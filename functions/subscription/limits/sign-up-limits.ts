/**
 * Limits of the sign-up form, the one route that sends mail to any address a stranger enters. Windows follow the clock
 * in UTC, so a counter needs no state but its number.
 */

/**
 * Sign-ups from one network (`networkOf`), by window. Each may cause a mail to somebody who never asked, and bounces
 * harm the sender's reputation. But a campus, an office or a mobile carrier is one network, and readers come in crowds
 * when a lecture hall scans a printed code. Sixty in a minute is such a crowd; a thousand a day from one network is
 * not.
 */
export const perNetwork = { minute: 60, hour: 300, day: 1_000 } as const

/**
 * Mails to one inbox (`inboxOf`), by window, however its address is spelt: `ada+1@` to `ada+70@` are seventy
 * subscribers but one person's inbox. A genuine reader needs one mail or two; ten a day leave room for people who try
 * out tags.
 */
export const perInbox = { hour: 3, day: 10 } as const

/**
 * Mails to one private domain (`privateDomainOf`), by window. One person may own it and catch all its mail, and no
 * provider tells us so. A company or a school may sign up together when it is shown the form: a hundred an hour covers
 * a large one, and the next hour's readers still get in.
 */
export const perDomain = { hour: 100, day: 400 } as const

/**
 * Mails to one address: one, a second if the first got lost, and a spare. Counted in the subscriber's own row and never
 * reported to the visitor: a distinct answer would reveal that somebody asked before.
 */
export const perAddress = { pauseMs: 60_000, aDay: 3 } as const

/**
 * Links that one reader has mailed to other addresses. Whoever has a reader's mail can ask for them; a slip or two leave
 * room.
 */
export const perReader = { day: 5 } as const

/** A counting window: its name, and its end in Unix milliseconds. */
export type Windows = Record<keyof typeof perNetwork, { name: string; ends: number }>

const lengths = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/**
 * @param now Unix milliseconds
 * @returns names such as `2026-11-30`, `2026-11-30T12` and, within its hour, `m07`
 */
export const windowsAt = (now: number): Windows => {
  const iso = new Date(now).toISOString()
  const endOf = (length: number) => (Math.floor(now / length) + 1) * length
  return {
    minute: { name: `m${iso.slice(14, 16)}`, ends: endOf(lengths.minute) },
    hour: { name: iso.slice(0, 13), ends: endOf(lengths.hour) },
    day: { name: iso.slice(0, 10), ends: endOf(lengths.day) },
  }
}
