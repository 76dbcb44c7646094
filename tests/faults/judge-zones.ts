import { createSlots } from '../../functions/sending/schedule/time-zone-slots.ts'
import { zoneOfPublication } from './audience.ts'
import { factor } from './clock.ts'
import { type Expected, type More, nothingWrong, type Seen } from './seen.ts'

/**
 * Nobody is called before their own time. Who comes back signs up anew, without naming a zone, and lives by the
 * publication's from then on: which of the two planning met nobody outside can tell.
 */
export const judgeZones = ({ audience }: Expected, { acts, meddler, readers }: Seen): More => {
  const local = acts.local()
  const second = acts.sends.find(({ of }) => of === 'second')
  if (!local || !second) return nothingWrong
  const slotFor = createSlots({ local, fallback: zoneOfPublication })
  const zones = new Map(audience.map(({ id, timeZone }) => [id, timeZone]))
  const dueOf = (id: string) => {
    const { due } = slotFor(zones.get(id))
    return readers.signedUpAgain.has(id) ? Math.min(due, slotFor(undefined).due) : due
  }
  const early = meddler.mail.arrivals.filter(
    ({ send, subscriber, leftAt }) => send === second.id && leftAt + factor < dueOf(subscriber),
  )
  return {
    ...nothingWrong,
    wrong: early.map(({ subscriber }) => `${subscriber} was called before their time`),
  }
}
