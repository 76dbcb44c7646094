import { changeSubscriber, type Subscribers } from './change-subscriber.ts'
import { opens } from './former-addresses.ts'
import type { ReaderIdOf, SubscriberId } from './reader-id.ts'
import { transition } from './state-machine.ts'
import type { ReaderRow, Subscriber } from './subscriber.ts'

export type AddressOwnersDeps = {
  /** Of just this id: who has moved is not followed. */
  get: Subscribers['get']
  idOf: ReaderIdOf
}

/** Somebody who has, or had, an address. */
export type Owner = { id: SubscriberId; row: ReaderRow | undefined }

const nextIn = (row: ReaderRow | undefined): SubscriberId | undefined =>
  row?.status === 'moved' || row?.status === 'erased' ? row.next : undefined

/**
 * Everybody who has or had an address, the earliest first. Whoever comes to one that its reader has moved away from has an id
 * of their own: links, and what was sent, by the other id stay the other's.
 */
export const createOwnersOf =
  ({ get, idOf }: AddressOwnersDeps) =>
  async (address: string): Promise<Owner[]> => {
    const owners: Owner[] = []
    for (let id: SubscriberId | undefined = await idOf(address); id !== undefined; ) {
      const row: ReaderRow | undefined = await get(id)
      owners.push({ id, row })
      id = nextIn(row)
    }
    return owners
  }

/** Who of all owners of an address has it. A sign-up that nobody has confirmed, which may be a stranger's, takes it from nobody. */
export const ownerAmong = (owners: readonly Owner[]): SubscriberId =>
  (owners.findLast(({ row }) => row && row.status !== 'pending') ?? owners.at(0)!).id

/** @returns a function from an address to the id of who has it, or would have */
export const createOwnerOf = (deps: AddressOwnersDeps): ((address: string) => Promise<SubscriberId>) => {
  const ownersOf = createOwnersOf(deps)
  return async (address) => ownerAmong(await ownersOf(address))
}

/**
 * Finds the id, and who stands there, by which somebody signs up at an address, or moves there. Where a reader has moved away from it, that is
 * another than theirs, and their row says so first: so whatever dies after that, the next one finds the same id.
 * @returns a function of the address, and of who moves there. They take up an id of their own again, but not one whose links
 * open nothing any more
 */
export const createPlaceAt =
  ({ subscribers, idOf }: { subscribers: Subscribers; idOf: ReaderIdOf }) =>
  async (address: string, mover?: Subscriber): Promise<Owner> => {
    const passOn = async (id: SubscriberId) => {
      const to = await idOf(`after ${id}`)
      return changeSubscriber<SubscriberId>(subscribers, id, (row) => {
        const next = nextIn(row)
        if (next) return { result: next }
        const after = transition(row, { type: 'pass-on', to }, 0)
        return after ? { after, result: to } : { result: id }
      })
    }
    let id = await idOf(address)
    for (;;) {
      const row = await subscribers.get(id)
      const next = nextIn(row) ?? (isLeft(row, mover) ? await passOn(id) : id)
      if (next === id) return { id, row }
      id = next
    }
  }

/** Whether a row is of somebody who has moved away, and who is not the one who comes back by it. */
const isLeft = (row: ReaderRow | undefined, mover: Subscriber | undefined): boolean => {
  if (row?.status === 'erased') return row.moved === true
  if (row?.status !== 'moved' || row.carried) return false
  return !(mover && row.to === mover.id && opens(row.id, mover))
}
