import type { SendingQuota } from '../../mail/mailer.ts'

/** SES's quota, asked for once a round and only if somebody needs it: SES answers one such question a second. */
export type QuotaOnce = () => Promise<SendingQuota | undefined>

/** @param failed is called when SES cannot be asked; then the quota counts as not known */
export const createQuotaOnce = (
  ask: QuotaOnce,
  failed: (what: string, error: unknown) => void,
): QuotaOnce => {
  let asked: Promise<SendingQuota | undefined> | undefined
  return () => {
    asked ??= ask().catch((error) => {
      failed('SES did not say its sending quota', error)
      return undefined
    })
    return asked
  }
}

/** How many messages SES still takes today. */
export const leftOf = ({ max, sent }: SendingQuota): number =>
  max === -1 ? Infinity : Math.max(0, max - sent)
