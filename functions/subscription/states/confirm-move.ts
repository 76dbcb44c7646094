import { isDeepStrictEqual } from 'node:util'
import type { Links } from '../../runtime/signed-links.ts'
import { asWritten, type Subscribers } from './change-subscriber.ts'
import { type FinishMoveDeps, finishMove } from './finish-move.ts'
import { formerIds, type NewAddress } from './former-addresses.ts'
import { isFreeFor } from './move-transition.ts'
import type { MovesTable } from './moves.table.ts'
import type { SubscriberId } from './reader-id.ts'
import { createStanding } from './readers-by-any-id.ts'
import { transition } from './state-machine.ts'
import { type Active, personIn, type ReaderRow, type Subscriber } from './subscriber.ts'

export type MoveDeps = FinishMoveDeps & {
  moves: Pick<MovesTable, 'add' | 'remove'>
  links: Pick<Links, 'verify'>
  /** The local clock, used only to tell whether a link has expired. */
  now: () => number
}

export type MoveSeen =
  /** Not confirmed yet. Only `look` returns this. */
  | { outcome: 'waiting'; subscriber: Active; newAddress: NewAddress }
  /** They have their mail there, now or by an earlier press; `left`: the reader as they were before, just now. */
  | { outcome: 'moved'; subscriber: Subscriber; left?: Subscriber }
  /** Nobody can move to that address: it wants no mail, or its reader has moved elsewhere. */
  | { outcome: 'taken'; subscriber?: Subscriber | undefined }
  | { outcome: 'expired'; subscriber?: Subscriber | undefined }
  /** Another address was asked for since, or they are no reader any more. */
  | { outcome: 'gone'; subscriber?: Subscriber | undefined }
  | { outcome: 'forged'; subscriber?: undefined }

const attempts = 6

/** The SDK repeats a write whose answer was lost, and then meets its own. */
const isWritten = async (subscribers: Subscribers, before: ReaderRow, after: ReaderRow): Promise<boolean> =>
  (await subscribers.replace(before, after)) === 'written' ||
  isDeepStrictEqual(await subscribers.get(before.id), asWritten(before, after))

/** The owner of the new inbox confirms a move. `look` changes nothing; `move` does it, and is idempotent. */
export const createMove = (deps: MoveDeps) => {
  const { subscribers, moves, links, latest, now } = deps
  const standing = createStanding(deps)

  const seen = async (id: SubscriberId, to: SubscriberId): Promise<MoveSeen> => {
    const row = await subscribers.get(id)
    if (row?.status !== 'active') {
      const subscriber = personIn(await standing.get(id))
      // Whoever was asked for by mistake, and had a link mailed, is shown nothing of where the reader went instead.
      const isTheirs = subscriber && [subscriber.id, ...formerIds(subscriber)].includes(to)
      return row?.status === 'moved' && isTheirs ? { outcome: 'moved', subscriber } : { outcome: 'gone' }
    }
    if (row.newAddress?.id !== to) return { outcome: 'gone', subscriber: row }
    if (row.newAddress.until * 1000 < now()) return { outcome: 'expired', subscriber: row }
    if (!isFreeFor(await subscribers.get(to), id)) return { outcome: 'taken', subscriber: row }
    return { outcome: 'waiting', subscriber: row, newAddress: row.newAddress }
  }

  /** @returns undefined when the row changed meanwhile */
  const carryOut = async (
    id: SubscriberId,
    to: SubscriberId,
    network: string | undefined,
  ): Promise<MoveSeen | undefined> => {
    const found = await seen(id, to)
    if (found.outcome !== 'waiting') return found
    const { subscriber } = found
    // Whoever is on their way here arrives before this row leads on.
    for (const one of subscriber.movedFrom ?? []) await finishMove(deps, one.id)
    const at = Math.floor(latest())
    const pressed = { type: 'move' as const, at: new Date(at).toISOString(), to, network }
    const after = transition(subscriber, pressed, now())!
    // Noted first: if this dies after the row is written, the sweeper goes on.
    await moves.add(id, at)
    if (!(await isWritten(subscribers, subscriber, after))) return undefined
    const ended = await finishMove(deps, id)
    await moves.remove({ id, at })
    const person = personIn(await standing.get(id))
    if (ended === 'refused' || !person) return { outcome: 'taken', subscriber: person }
    return { outcome: 'moved', subscriber: person, left: subscriber }
  }

  const withClaim = async (
    token: string,
    go: (id: SubscriberId, to: SubscriberId) => Promise<MoveSeen>,
  ): Promise<MoveSeen> => {
    const verified = links.verify(token, 'move', now())
    if (verified.outcome === 'forged') return { outcome: 'forged' }
    const { subscriber: id, send: to } = verified.claim
    if (verified.outcome !== 'expired') return go(id, to)
    return { outcome: 'expired', subscriber: personIn(await subscribers.get(id)) }
  }
  return {
    look: (token: string) => withClaim(token, seen),
    /** @param network from which the button was pressed, as the evidence keeps it */
    move: (token: string, network?: string) =>
      withClaim(token, async (id, to) => {
        for (let attempt = 0; attempt < attempts; attempt += 1) {
          const done = await carryOut(id, to, network)
          if (done) return done
        }
        throw new Error(`A reader changed at each of ${attempts} attempts to move them`)
      }),
  }
}
