import type { Subscribers } from './change-subscriber.ts'
import { followMove } from './find-moved-reader.ts'
import { type FinishMoveDeps, finishMove } from './finish-move.ts'
import type { ReaderRow } from './subscriber.ts'

const attempts = 8

/**
 * Readers by any id that was ever theirs: who has moved is found, and changed, where they stand now. A move that is
 * half-way is finished first, so that whatever a reader does by an old link is done to them.
 */
export const createStanding = (deps: FinishMoveDeps): Subscribers => ({
  get: async (id) => {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const row: ReaderRow | undefined = await deps.subscribers.get(id)
      if (row?.status !== 'moved') return row
      const { person, from } = await followMove(row, deps.subscribers.get)
      if (!from) return person
      await finishMove(deps, from.id)
    }
    throw new Error(`A reader moved at each of ${attempts} attempts to find them`)
  },
  replace: deps.subscribers.replace,
})
