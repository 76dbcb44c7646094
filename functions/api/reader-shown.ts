import { defined } from '../runtime/defined.ts'
import { pauseOf } from '../subscription/states/pause.ts'
import { stateOf } from '../subscription/states/state-machine.ts'
import type { Subscriber } from '../subscription/states/subscriber.ts'
import type { ReaderShown } from './answers/readers.ts'

/**
 * A row as an admin sees it, without what only the service needs.
 * @param now Unix ms
 */
export const readerOf = (row: Subscriber, now: number): ReaderShown => ({
  id: row.id,
  address: row.email,
  status: stateOf(row, now),
  language: row.language,
  topics: row.topics,
  ...defined({ timeZone: row.timeZone, fields: row.fields, paused: pauseOf(row, now) }),
  ...(row.movedFrom && { movedFrom: row.movedFrom.map(({ email: address, at }) => ({ address, at })) }),
  createdAt: row.createdAt,
  ...(row.status === 'active' && { confirmedAt: row.confirmedAt }),
  ...('since' in row && { since: row.since, ...defined({ leaving: row.leaving }) }),
  ...(row.status === 'suppressed' && { cause: row.cause }),
  consents: [...(row.former ?? []), { consent: row.consent }].map(({ consent, ...former }) => ({
    ...consent,
    ...former,
  })),
})
