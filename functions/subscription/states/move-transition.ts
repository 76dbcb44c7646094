import { defined } from '../../runtime/defined.ts'
import { ended, type MovedFrom, type Stay } from './former-addresses.ts'
import type { EventOf, ReaderEvent } from './reader-event.ts'
import { type Active, type Moved, personIn, type ReaderRow, type Subscriber } from './subscriber.ts'

export type Carrying = Moved & { carried: Active }
export const isCarrying = (row: ReaderRow | undefined): row is Carrying =>
  row?.status === 'moved' && row.carried !== undefined

/** From which address a row's person came, by its id; they may be about to move on. */
export const arrivalIn = (row: ReaderRow | undefined, id: string): MovedFrom | undefined =>
  (row?.status === 'moved' ? row.carried : personIn(row))?.movedFrom?.find((one) => one.id === id)

/** Nobody moves to where they are. */
export const asked = (before: Subscriber, { newAddress }: EventOf<'ask-move'>): Active | undefined =>
  before.status === 'active' && newAddress.id !== before.id ? { ...before, newAddress } : undefined

/** A reader begins to move, to the address that they asked for last. */
export const begun = (before: Subscriber, { at, to, network }: EventOf<'move'>): Moved | undefined => {
  if (before.status !== 'active' || before.newAddress?.id !== to) return undefined
  const { id, stays = [{}], revision } = before
  const carried = { ...before, newAddress: { ...before.newAddress, ...defined({ network }) } }
  return { id, status: 'moved', to, at, stays, carried, revision }
}

/** Events of a row whose person has moved. Nobody else can have it but they themselves, if they come back. */
export const afterMove = (before: Moved, event: ReaderEvent): ReaderRow | undefined => {
  const { carried, ...rest } = before
  switch (event.type) {
    case 'arrive':
      return arrived(before, event)
    case 'settle':
      return { ...rest, to: event.to, stays: ended(before.stays, event.until) }
    case 'return':
      return carried && { ...withoutWish(carried), revision: before.revision }
    case 'pass-on':
      return carried || before.next ? undefined : { ...rest, next: event.to }
    case 'erase':
      // Whoever is on their way is to arrive first, or they would do so later.
      return carried ? undefined : { ...bare(before), status: 'erased', at: event.at, moved: true }
    default:
      return undefined
  }
}

const bare = ({ id, next, revision }: Moved) => ({ id, ...defined({ next }), revision })

/** Whether a row can be taken over by somebody who moves to its address. */
export const isFreeFor = (row: ReaderRow | undefined, mover: string): boolean => {
  switch (row?.status) {
    case 'suppressed':
      return false
    case 'erased':
      return !row.suppressed && !row.next
    case 'moved':
      return !row.carried && !row.next && row.to === mover
    default:
      return true
  }
}

/**
 * Who moves stands at the new address. Whoever left there, or never confirmed, is followed by them: the owner of the inbox
 * has just consented. A reader who stands there stays as they are, and the two are one.
 */
export const arrived = (
  before: ReaderRow | undefined,
  { from, since }: EventOf<'arrive'>,
): Subscriber | undefined => {
  if (!isCarrying(from) || arrivalIn(before, from.id) || !isFreeFor(before, from.id)) return undefined
  return before?.status === 'active' ? joined(before, from, since) : arriving(from, before, since)
}

const withoutWish = ({ newAddress: _, ...person }: Active): Active => person

/**
 * Who is carried, as they stand at the new address.
 * @param before who stood there
 * @param since from which freeze on; without it they are planned by no send there
 */
export const arriving = (
  from: Carrying,
  before?: ReaderRow | undefined,
  since?: string | undefined,
): Active => {
  // What came back came back from the old address.
  const { newAddress, softBounces: _, movedFrom = [], former = [], ...person } = withAddress(from.carried)
  const last = person.stays?.at(-1)?.since
  // Of two moves in a row the second counts later, whatever the clocks say.
  const sinceHere = since && last && since <= last ? new Date(Date.parse(last) + 1).toISOString() : since
  const entry = { ...leftBehind(from), until: sinceHere ?? from.at }
  const evidence = evidenceOf(before)
  const all = [...former, ...evidence]
  const cameFrom = [...movedFrom.filter(({ id }) => id !== from.to), entry]
  return {
    ...person,
    id: from.to,
    email: newAddress.email,
    movedFrom: evidence.length > 0 ? cameFrom.map((one) => ({ ...one, closed: true })) : cameFrom,
    ...(all.length > 0 && { former: all }),
    stays: [...ownStays(from, before), ...(sinceHere ? [{ since: sinceHere }] : [])],
    revision: before?.revision ?? 0,
  }
}

/** The address that somebody who is carried has left. */
const leftBehind = ({ id, at, carried: { email, newAddress } }: Carrying) => ({
  ...{ id, email, at },
  ...defined({ network: newAddress?.network }),
})

const withAddress = (carried: Active): Active & { newAddress: NonNullable<Active['newAddress']> } => {
  const { newAddress } = carried
  if (!newAddress) throw new Error('A row carries somebody to no address')
  return { ...carried, newAddress }
}

/** Who comes back is still planned here for what was frozen before they left, unless another stood for them. */
const ownStays = ({ to, carried }: Carrying, before: ReaderRow | undefined): Stay[] =>
  before?.status === 'moved' && !carried.movedFrom?.find(({ id }) => id === to)?.joined ? before.stays : []

const evidenceOf = (row: ReaderRow | undefined) => {
  if (row?.status !== 'unsubscribed') return []
  const { former = [], unconfirmed, consent, since: left, leaving } = row
  return unconfirmed ? former : [...former, { consent, left, ...(leaving && { leaving }) }]
}

const asJoined = <One>(one: One) => ({ ...one, joined: true as const })

const joined = (before: Active, from: Carrying, until: string): Active => {
  const { at, carried } = from
  const { consent, movedFrom = [], former = [] } = carried
  const all = [...movedFrom, { ...leftBehind(from), until }].filter((one) => one.id !== before.id)
  return {
    ...before,
    former: [...(before.former ?? []), ...[...former, { consent, left: at }].map(asJoined)],
    movedFrom: [...(before.movedFrom ?? []), ...all.map(asJoined)],
  }
}
