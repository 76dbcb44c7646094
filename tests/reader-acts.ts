import { createEraseReader, type EraseReaderDeps } from '../functions/privacy/erase-reader.ts'
import type { Subscribers } from '../functions/subscription/states/change-subscriber.ts'
import { createStanding } from '../functions/subscription/states/finish-move.ts'
import { createAskMove, createMove } from '../functions/subscription/states/move-reader.ts'
import type { MovesTable } from '../functions/subscription/states/moves.table.ts'
import { theLinks } from './builders.ts'
import { idOf } from './reader-ids.ts'

type Deps = {
  subscribers: Subscribers
  /** Unix ms, also by the database. */
  now: () => number
  moves?: Pick<MovesTable, 'add' | 'remove'>
  sends?: EraseReaderDeps['sends']
  counters?: EraseReaderDeps['counters']
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
}: Deps) => {
  const deps = { subscribers, moves, links: theLinks, now, latest: now }
  const askMove = createAskMove(deps)
  const mover = createMove(deps)
  const token = (from: string, to: string) =>
    theLinks.sign({
      ...{ purpose: 'move', subscriber: idOf(from), send: idOf(to) },
      expires: Math.floor(now() / 1000) + 86_400,
    })
  const ask = (from: string, to: string) => askMove(idOf(from), { id: idOf(to), email: to })
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
      await ask(from, to)
      return mover.move(token(from, to))
    },
    erase: createEraseReader({
      subscribers: { ...subscribers, removeRequest: async () => {} },
      erasures: { add: async () => {}, isDone: async () => undefined },
      sends,
      counters,
      idOf,
      token: () => 't',
      now,
      time: { likely: now, latest: now },
    }),
  }
}
