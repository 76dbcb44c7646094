import { isHere } from './former-addresses.ts'
import { arrivalIn, arriving, type Carrying, isCarrying, isFreeFor } from './move-transition.ts'
import type { SubscriberId } from './reader-id.ts'
import { type Moved, personIn, type ReaderRow, type Subscriber } from './subscriber.ts'

/** Must be a consistent read. */
export type GetRow = (id: SubscriberId) => Promise<ReaderRow | undefined>

/** Where the person of a moved row is. */
export type Followed = {
  /** Who they are, by the id of their new address; undefined when they were erased. */
  person?: Subscriber | undefined
  /** They came to a reader who stands in every send in their own right. */
  joined?: boolean
  /** The row that still carries them: their new one is to be written. */
  from?: Carrying
  /** Whether they arrive there, and by themselves, is open. */
  undecided?: true
}

/** In steady state one hop; more only while rows are being pointed to a newer address, or a move is half-way. */
const mostHops = 8

/** Finds who has moved from a row. @throws when rows lead in circles */
export const followMove = async (moved: Moved, get: GetRow): Promise<Followed> => {
  let row = moved
  for (let hop = 0; hop < mostHops; hop += 1) {
    const next = await get(row.to)
    if (isCarrying(row) && !arrivalIn(next, row.id)) return onTheWay(moved, row, next)
    if (next?.status !== 'moved') {
      // They came back meanwhile.
      if (next?.id === moved.id) return { person: personIn(next) }
      const entry = arrivalIn(next, moved.id)
      return entry ? { person: personIn(next), joined: entry.joined === true } : {}
    }
    row = next
  }
  throw new Error('Rows of readers who have moved lead on and on')
}

/** @param next whoever stands at the new address */
const onTheWay = (moved: Moved, from: Carrying, next: ReaderRow | undefined): Followed => {
  const entry = from.id === moved.id ? undefined : from.carried.movedFrom?.find(({ id }) => id === moved.id)
  if (from.id !== moved.id && !entry) return {}
  // Whoever stands there may still move on, and then nobody can come to them.
  if (!isFreeFor(next, from.id) || next?.status === 'active')
    return { person: arriving(from), from, undecided: true }
  return { person: arriving(from, next), joined: entry?.joined === true, from }
}

/**
 * Whether somebody who was planned by a key is another key's in a send, by which they get it. The times of both are those
 * of the new row, so that exactly one of the two is the one.
 * @param key the id by which they were planned
 * @param frozenAt ISO 8601 in UTC, with milliseconds
 */
export const isElsewhere = (
  key: SubscriberId,
  { person, joined, from }: Followed,
  frozenAt: string,
): boolean => {
  if (!person) return false
  if (person.id === key) return !isHere(person, frozenAt)
  return joined === true || (!from && isHere(person, frozenAt))
}
