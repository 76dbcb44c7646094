import type { SendingQuota } from '../../mail/mailer.ts'

/** Of the account's rate. Sends leave a 25th of it to other mail (`shareOfSends`); asking takes half of that at most. */
const shareOfRate = 1 / 50

/** Of what SES takes in 24 hours: asking waits while less than the rest is left to digests and sign-ups. */
const shareOfDay = 1 / 2

const daySeconds = 86_400

export type Allowance = {
  perSecond: number
  /** Mails that may be sent at once, as far as the 24 hours are concerned. */
  room: number
}

/** What asking may use of the account, by its live quota: of the rate a 50th, and of 24 hours the first half. */
export const allowanceOf = ({ rate, max, sent }: SendingQuota): Allowance => ({
  perSecond: rate * shareOfRate,
  room: max === -1 ? Number.POSITIVE_INFINITY : Math.max(0, Math.floor(max * shareOfDay) - sent),
})

/** Readers that are asked in a day on which nothing else is sent. */
export const askedADay = ({ rate, max }: Omit<SendingQuota, 'sent'>): number => {
  const { perSecond, room } = allowanceOf({ rate, max, sent: 0 })
  return Math.floor(Math.min(perSecond * daySeconds, room))
}
