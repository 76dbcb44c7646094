import { perDomain, perInbox, windowsAt } from '../states/sign-up-limits.ts'
import type { AdmissionDeps } from './network-limit.ts'

/** To whom a mail goes, by names, not by their address; `domain` is there where it is nobody's provider. */
export type Mailed = { inbox: string; domain?: string | undefined }
/** Whether there may be one more mail. */
export type AdmitMail = (to: Mailed) => Promise<boolean>

/**
 * Counts a mail to an inbox, unless it has had its share of the hour or the day, and then counts nothing; and then the
 * same of a private domain.
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
