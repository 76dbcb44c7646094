import { isDeepStrictEqual } from 'node:util'
import { changeSubscriber, type Subscribers } from './change-subscriber.ts'
import { settledMs } from './former-addresses.ts'
import { arrivalIn, type Carrying, isCarrying } from './move-transition.ts'
import type { SubscriberId } from './reader-id.ts'
import { transition } from './state-machine.ts'
import { personIn, type ReaderRow } from './subscriber.ts'

export type FinishMoveDeps = {
  subscribers: Subscribers
  /** An upper bound of the database's time, Unix ms; asked after a row was read. */
  latest: () => number
}

const attempts = 8

/**
 * Brings who is carried by a row to their new address: their new row first, then the rows that lead to the old one, then
 * the old row, which holds nothing of them any more. Whoever meets a move half-way may finish it, many at a time: each
 * write is over the revision that was read, and what is done is passed over.
 * @returns `refused` when the new address cannot be had any more; then the reader is back at the old one
 * @throws when the rows changed at each attempt
 */
export const finishMove = async (
  { subscribers, latest }: FinishMoveDeps,
  id: SubscriberId,
): Promise<'over' | 'refused'> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const row = await subscribers.get(id)
    if (!isCarrying(row)) return 'over'
    const before = await subscribers.get(row.to)
    // Others may have been faster, and the new row erased since: nobody arrives from a row that no longer carries them.
    if (!arrivalIn(before, id) && !isSame(row, await subscribers.get(id))) continue
    // Beyond whoever reads or writes now: a send that is planned without knowing the new row was frozen before.
    const since = new Date(latest() + settledMs).toISOString()
    const after = arrivalIn(before, id)
      ? before
      : transition(before, { type: 'arrive', from: row, since }, latest())
    if (!after) {
      const back = transition(row, { type: 'return' }, latest())!
      if ((await subscribers.replace(row, back)) === 'written') return 'refused'
      continue
    }
    if (after !== before && (await subscribers.replace(before, after)) !== 'written') continue
    for (const one of (personIn(after) ?? row.carried).movedFrom ?? [])
      if (one.id !== id) await pointOn(subscribers, one.id, row, one.until)
    const { until } = arrivalIn(after, id)!
    const settled = transition(row, { type: 'settle', to: row.to, until }, latest())!
    if ((await subscribers.replace(row, settled)) === 'written') return 'over'
  }
  throw new Error(`A reader who is moving changed at each of ${attempts} attempts to finish it`)
}

const isSame = (row: Carrying, now: ReaderRow | undefined): boolean =>
  isCarrying(now) && now.revision === row.revision

/** Has a row that leads to the mover's old address lead to the new one. */
const pointOn = (subscribers: Subscribers, id: SubscriberId, { id: from, to }: Carrying, until: string) =>
  changeSubscriber(subscribers, id, (before) => {
    if (before?.status !== 'moved' || before.to !== from) return { result: undefined }
    const after = transition(before, { type: 'settle', to, until }, 0)!
    return isDeepStrictEqual(after, before) ? { result: undefined } : { after, result: undefined }
  })
