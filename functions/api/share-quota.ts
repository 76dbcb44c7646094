import type { SendingQuota } from '../mail/mailer.ts'

/** SES answers one question a second (Amazon SES API Reference, "GetSendQuota"), and a page of the console asks several. */
const freshMs = 5_000
/** How long an answer is better than none, where SES throttles the question. */
const betterThanNoneMs = 60_000

export type SharedQuotaDeps = {
  /** SES's live quota; undefined when it throttled the question. */
  ask: () => Promise<SendingQuota | undefined>
  /** Unix ms. */
  now: () => number
}

/**
 * Asks SES for the quota for all who want to know it: one question, and one answer for 5 s, so that pages do not differ. A
 * question that failed is asked anew.
 */
export const createSharedQuota = ({ ask, now }: SharedQuotaDeps): SharedQuotaDeps['ask'] => {
  let known: { at: number; quota: SendingQuota } | undefined
  let asking: Promise<SendingQuota | undefined> | undefined
  const askAnew = async () => {
    const at = now()
    const quota = await ask()
    if (quota) known = { at, quota }
    return quota ?? (known && at - known.at < betterThanNoneMs ? known.quota : undefined)
  }
  return () => {
    if (known && now() - known.at < freshMs) return Promise.resolve(known.quota)
    asking ??= askAnew().finally(() => {
      asking = undefined
    })
    return asking
  }
}
