import type { Subscriber } from '../../functions/subscription/states/subscriber.ts'
import { idOf } from '../reader-ids.ts'

export const issue = 'f-1'
/** As content/publication.yaml has it. */
export const zoneOfPublication = 'Asia/Shanghai'

const at = '2026-01-01T00:00:00.000Z'
const addressOf = (number: number) => {
  // A few bounce and a few complain, but not so many that the send is held for it.
  if (number % 500 === 7) return `bounce+${number}@simulator.amazonses.com`
  return number === 11 ? `complaint+${number}@simulator.amazonses.com` : `reader-${number}@readers.example`
}

/** By whose clocks readers live; who names no zone lives by the publication's. */
const zones = [undefined, 'Europe/London', 'America/New_York', 'Asia/Tokyo']
const zoneOf = (number: number) => zones[number % zones.length]

/** A reader who gets the issue. */
const aReader = (number: number): Extract<Subscriber, { status: 'active' }> => {
  const email = addressOf(number)
  const timeZone = zoneOf(number)
  return {
    id: idOf(email),
    email,
    status: 'active',
    language: number % 2 ? 'zh-CN' : 'en',
    ...(timeZone && { timeZone }),
    topics: number % 5 ? [] : ['focus', 'views'],
    consent: { at, form: '/subscribe', wording: 'Send me each issue.', confirmedAt: at },
    createdAt: at,
    confirmedAt: at,
    revision: 0,
  }
}

/** What those read who do not want the issue. */
export const elsewhere = 'elsewhere'

/** Within the time for which a service keeps who left. */
const leftAt = new Date(Date.now() - 86_400_000).toISOString()

/** Some who do not get it, each for another reason. */
const others = (from: number): Subscriber[] =>
  Array.from({ length: 20 }, (_, index): Subscriber => {
    const { confirmedAt, ...reader } = aReader(from + index)
    if (index % 4 === 0) return { ...reader, status: 'unsubscribed', since: leftAt }
    if (index % 4 === 1) return { ...reader, status: 'suppressed', cause: 'bounce', since: at }
    if (index % 4 === 2)
      return { ...reader, status: 'pending', expires: 4_000_000_000, mailedAt: at, mails: 1 }
    return { ...reader, status: 'active', confirmedAt, topics: [elsewhere] }
  })

/** Somebody who gets the issue, or may yet, as their row says before the run. */
export type Person = Pick<Subscriber, 'id' | 'email' | 'language' | 'timeZone'>

/** The audience, in the order in which they are planned. */
export const audienceOf = (recipients: number): Person[] =>
  Array.from({ length: recipients }, (_, number) => aReader(number)).sort((a, b) => (a.id < b.id ? -1 : 1))

/** All rows of readers before a run. */
export const everybody = (recipients: number): Subscriber[] => [
  ...Array.from({ length: recipients }, (_, number) => aReader(number)),
  ...others(recipients),
]

/** Who signed up and did not confirm. */
export const pendingOf = (recipients: number): Person[] =>
  others(recipients).filter(({ status }) => status === 'pending')

export const candidatesOf = (recipients: number): number => recipients + others(recipients).length
