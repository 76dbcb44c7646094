/**
 * How much the sign-up form does at most: it is the one route of ours that mails whom it is told to. Windows are
 * those of the clock in UTC, so that a counter needs no state but its number.
 */

/**
 * Sign-ups of one network (`networkOf`), by window. Each may be a mail to somebody who never asked, and mail that bounces
 * costs the sender's name. Yet a campus, an office or a mobile carrier is one network, and readers come in crowds when a
 * printed code is shown to a hall: sixty in a minute are such a crowd; a thousand in a day from one network are none.
 */
export const perNetwork = { minute: 60, hour: 300, day: 1_000 } as const

/**
 * Mails to one inbox (`inboxOf`), by window, whatever addresses it is written to by: `ada+1@` to `ada+70@` are seventy
 * sign-ups of seventy subscribers, and one person's inbox. Somebody who means it needs one mail or two; ten a day leave
 * room for the tags of who tries things out.
 */
export const perInbox = { hour: 3, day: 10 } as const

/**
 * Mails to one private domain (`privateDomainOf`), by window: one person may own it and take all its mail, whatever stands
 * before the @, and no provider says so. A company or a school that is shown the form signs up together: a hundred in an
 * hour are a large one, and nobody of the next hour's is turned away.
 */
export const perDomain = { hour: 100, day: 400 } as const

/**
 * Mails to one address: a second one when the first got lost, and a third for good measure. Kept in the subscriber's
 * own row, and never told to whoever asks: an answer of its own would say that somebody has asked before.
 */
export const perAddress = { pauseMs: 60_000, aDay: 3 } as const

/** A window that is counted: its name, and the Unix milliseconds at which it ends. */
export type Windows = Record<keyof typeof perNetwork, { name: string; ends: number }>

const lengths = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/** @param now Unix milliseconds. @returns names such as `2026-11-30`, `2026-11-30T12` and, within its hour, `m07` */
export const windowsAt = (now: number): Windows => {
  const iso = new Date(now).toISOString()
  const endOf = (length: number) => (Math.floor(now / length) + 1) * length
  return {
    minute: { name: `m${iso.slice(14, 16)}`, ends: endOf(lengths.minute) },
    hour: { name: iso.slice(0, 13), ends: endOf(lengths.hour) },
    day: { name: iso.slice(0, 10), ends: endOf(lengths.day) },
  }
}
