import type { SignUpCounters } from './sign-up-counters.table.ts'
import { perNetwork, perReader, windowsAt } from './sign-up-limits.ts'

export type Admission = { outcome: 'admitted' } | { outcome: 'over'; retryAfterSeconds: number }
/** @param network its hashed name, not its address */
export type Admit = (network: string) => Promise<Admission>

export type AdmissionDeps = { counters: Pick<SignUpCounters, 'count'>; now: () => number }

/** Counts a sign-up against its network, unless the network has used up its share. A refusal counts nothing. */
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

/** Counts a link that a reader has mailed to another address, unless they have used up their share of the day. */
export const createAdmitMove =
  ({ counters, now }: AdmissionDeps) =>
  async (reader: string): Promise<Admission> => {
    const at = now()
    const { day } = windowsAt(at)
    const counted = await counters.count(reader, day, [{ name: 'moves', atMost: perReader.day }])
    if (counted.outcome === 'counted') return { outcome: 'admitted' }
    return { outcome: 'over', retryAfterSeconds: Math.ceil((day.ends - at) / 1000) }
  }
