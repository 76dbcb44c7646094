import type { SendingQuota } from '../../mail/mailer.ts'

/** SES's quota, requested at most once a round and only if needed: SES answers this question once a second. */
export type QuotaOnce = () => Promise<SendingQuota | undefined>

/** @param failed called when SES cannot be asked; the quota then counts as unknown */
export const createQuotaOnce = (
  ask: QuotaOnce,
  failed: (what: string, error: unknown) => void,
): QuotaOnce => {
  let asked: Promise<SendingQuota | undefined> | undefined
  return () => {
    asked ??= ask().catch((error) => {
      failed('SES did not report its sending quota', error)
      return undefined
    })
    return asked
  }
}

/** Number of messages that SES still accepts today. */
export const leftOf = ({ max, sent }: SendingQuota): number =>
  max === -1 ? Infinity : Math.max(0, max - sent)
