import { createEraseReader, type EraseReaderDeps } from '../functions/privacy/erase-reader.ts'
import { createSuppressByAdmin } from '../functions/subscription/readers/suppress-by-admin.ts'
import { createOwnerOf, createPlaceAt } from '../functions/subscription/states/address-owners.ts'
import { createAskMove } from '../functions/subscription/states/ask-move.ts'
import type { Subscribers } from '../functions/subscription/states/change-subscriber.ts'
import { createMove } from '../functions/subscription/states/confirm-move.ts'
import type { MovesTable } from '../functions/subscription/states/moves.table.ts'
import { createNoteInbox } from '../functions/subscription/states/note-left-inboxes.ts'
import { createStanding } from '../functions/subscription/states/readers-by-any-id.ts'
import { theLinks } from './builders.ts'
import { idOf } from './reader-ids.ts'

/** What an admin does about mail to addresses, over a table in memory. @param now Unix ms, also by the database */
export const adminOver = (subscribers: Subscribers, now: () => number, note?: (inbox: string) => void) =>
  createSuppressByAdmin({
    ...{ subscribers, now },
    standing: createStanding({ subscribers, latest: now }),
    placeAt: createPlaceAt({ subscribers, idOf }),
    ownerOf: createOwnerOf({ get: subscribers.get, idOf }),
    noteInbox: createNoteInbox({ note: async (inbox) => note?.(inbox), idOf }),
  })

type Deps = {
  subscribers: Subscribers
  /** Unix ms, also by the database. */
  now: () => number
  moves?: Pick<MovesTable, 'add' | 'remove'>
  sends?: EraseReaderDeps['sends']
  counters?: EraseReaderDeps['counters']
  note?: ((inbox: string) => void) | undefined
}

const noMoves = { add: async () => {}, remove: async () => {} }
const noSends = { ids: async () => [], get: async () => undefined, blankTest: async () => undefined }
const noCounters = { forget: async () => {} }

/** Readers over a table in memory, who move and are erased. */
export const readerActs = ({
  subscribers,
  now,
  moves = noMoves,
  sends = noSends,
  counters = noCounters,
  note,
}: Deps) => {
  const deps = { subscribers, moves, links: theLinks, idOf, now, latest: now }
  const askMove = createAskMove(deps)
  const ownerOf = createOwnerOf({ get: subscribers.get, idOf })
  const mover = createMove(deps)
  const tokenTo = (subscriber: string, send: string) =>
    theLinks.sign({ purpose: 'move', subscriber, send, expires: Math.floor(now() / 1000) + 86_400 })
  const token = (from: string, to: string) => tokenTo(idOf(from), idOf(to))
  const ask = async (from: string, to: string) => {
    const mover = await subscribers.get(await ownerOf(from))
    return mover?.status === 'active' ? askMove(mover, to) : { outcome: 'not-subscribed' as const }
  }
  return {
    /** Readers by any id that was ever theirs. */
    standing: createStanding(deps),
    mover,
    ask,
    /** The token of the link that is mailed to the new address. */
    moveLink: token,
    look: (from: string, to: string) => mover.look(token(from, to)),
    press: (from: string, to: string) => mover.move(token(from, to)),
    move: async (from: string, to: string) => {
      const asked = await ask(from, to)
      return mover.move(
        asked.outcome === 'asked' ? tokenTo(asked.subscriber.id, asked.newAddress.id) : token(from, to),
      )
    },
    erase: createEraseReader({
      subscribers: { ...subscribers, removeRequest: async () => {} },
      erasures: { add: async () => {}, isDone: async () => undefined },
      sends,
      counters,
      idOf,
      noteInbox: createNoteInbox({ note: async (inbox) => note?.(inbox), idOf }),
      token: () => 't',
      now,
      time: { likely: now, latest: now },
    }),
  }
}
