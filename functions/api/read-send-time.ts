import { readTime } from '../runtime/local-time.ts'
import type { SendTime } from './answers/sends.ts'
import type { ApiProblem } from './problems.ts'

export type ReadSendTime = { outcome: 'read'; time: SendTime } | { outcome: 'refused'; problem: ApiProblem }

const example = '2026-12-10T09:00'

/**
 * Parses when a send should go.
 * @param at as a person writes it: an instant, or local time in `timeZone`; absent = now
 * @param ownZones `at` is local time by each reader's own clock
 */
export const readSendTime = (at: string | undefined, ownZones: boolean, timeZone: string): ReadSendTime => {
  if (ownZones) return readOwnZones(at)
  if (!at) return { outcome: 'read', time: {} }
  const read = readTime(at, timeZone)
  return read
    ? { outcome: 'read', time: { at: read } }
    : refused(`is not a time: write ${example} (in ${timeZone}) or ${example}Z, or leave it out to send now`)
}

const readOwnZones = (at: string | undefined): ReadSendTime => {
  if (!at) return refused(`is missing: say which local time each reader should see, such as ${example}`)
  if (/(Z|[+-]\d\d:?\d\d)$/i.test(at))
    return refused(
      `names one zone, which says nothing of readers’ own clocks: write ${example}, without an offset`,
    )
  // UTC has no daylight saving: this only checks that the day and the hour exist.
  const local = readTime(at, 'UTC')?.slice(0, 19)
  return local
    ? { outcome: 'read', time: { ownZones: local } }
    : refused(`is not a local time: write ${example}`)
}

const refused = (message: string): ReadSendTime => ({ outcome: 'refused', problem: { field: 'at', message } })

export const inThePast = (ownZones?: string): ApiProblem => ({
  field: 'at',
  message: `is in the past${ownZones ? ' on every clock' : ''}: give a later time, or leave it out to send now`,
})
