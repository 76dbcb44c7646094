import { perDomain, perInbox, perNetwork, windowsAt } from '../states/sign-up-limits.ts'
import type { SignUpCounters } from './sign-ups.table.ts'

export type Admission = { outcome: 'admitted' } | { outcome: 'over'; retryAfterSeconds: number }
/** @param network a name for it, not its address */
export type Admit = (network: string) => Promise<Admission>

export type AdmissionDeps = { counters: SignUpCounters; now: () => number }

/** Counts a sign-up of a network, unless it has had its share: then nothing is counted, and later it may again. */
export const createAdmit =
  ({ counters, now }: AdmissionDeps): Admit =>
  async (network) => {
    const at = now()
    const { minute, hour, day } = windowsAt(at)
    const over = (ends: number): Admission => ({
      outcome: 'over',
      retryAfterSeconds: Math.ceil((ends - at) / 1000),
    })
    const counted = await counters.count(network, hour, [
      { name: 'all', atMost: perNetwork.hour },
      { name: minute.name, atMost: perNetwork.minute },
    ])
    if (counted.outcome === 'full') return over(counted.name === 'all' ? hour.ends : minute.ends)
    const today = await counters.count(network, day, [{ name: 'all', atMost: perNetwork.day }])
    return today.outcome === 'full' ? over(day.ends) : { outcome: 'admitted' }
  }

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
