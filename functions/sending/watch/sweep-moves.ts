import type { Deadline } from '../../runtime/clocks.ts'
import type { DatabaseClock } from '../../runtime/database-clock.ts'
import { finishMove } from '../../subscription/states/finish-move.ts'
import { settledMs } from '../../subscription/states/former-addresses.ts'
import type { MovesTable, Moving } from '../../subscription/states/moves.table.ts'
import type { SubscribersTable } from '../../subscription/states/subscriber.table.ts'

export type SweepMovesDeps = {
  moves: Pick<MovesTable, 'list' | 'remove'>
  subscribers: Pick<SubscribersTable, 'get' | 'replace'>
  time: Pick<DatabaseClock, 'earliest' | 'latest'>
}

/** @param failed records what could not be done, while the rest goes on */
export type SweepMoves = (deadline: Deadline, failed: (what: string, error: unknown) => void) => Promise<void>

/** Finishes moves of readers whose function died half-way. */
export const createSweepMoves =
  (deps: SweepMovesDeps): SweepMoves =>
  async (deadline, failed) => {
    for (const move of await deps.moves.list()) {
      if (deadline.leftMs() <= 0) return
      await carryOn(deps, move).catch((error) => failed(`The reader ${move.id} could not be moved`, error))
    }
  }

const carryOn = async ({ moves, subscribers, time }: SweepMovesDeps, move: Moving): Promise<void> => {
  await finishMove({ subscribers, latest: time.latest }, move.id)
  const row = await subscribers.get(move.id)
  const isOver = row?.status === 'moved' && !row.carried
  // Whoever noted it may be about to write the row, unless they are dead by now.
  if (isOver || (row?.status !== 'moved' && move.at + settledMs < time.earliest())) await moves.remove(move)
}
