import type { AdmissionDeps } from './network-limit.ts'
import { perDomain, perInbox, windowsAt } from './sign-up-limits.ts'

/** The recipient of a mail, by hashed names instead of an address. `domain` is set only for a private domain. */
export type Mailed = { inbox: string; domain?: string | undefined }
/** Resolves to true when one more mail may be sent. */
export type AdmitMail = (to: Mailed) => Promise<boolean>

/**
 * Counts a mail against its inbox and then against its private domain. A full counter, for the hour or the day, refuses
 * the mail and is not increased.
 */
export const createAdmitMail =
  ({ counters, now }: AdmissionDeps): AdmitMail =>
  async ({ inbox, domain }) => {
    const { hour, day } = windowsAt(now())
    const count = async (name: string, atMost: { hour: number; day: number }) => {
      const { outcome } = await counters.count(name, day, [
        { name: 'all', atMost: atMost.day },
        { name: `h${hour.name.slice(-2)}`, atMost: atMost.hour },
      ])
      return outcome === 'counted'
    }
    return (await count(inbox, perInbox)) && (domain === undefined || (await count(domain, perDomain)))
  }
