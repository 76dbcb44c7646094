import type { Deadline } from '../../runtime/clocks.ts'
import type { OpenSend } from '../ledger/open-send.table.ts'
import type { SweepCursor } from '../ledger/sweep-cursor.table.ts'
import { createQuotaOnce } from './ask-quota-once.ts'
import type { Round, SweepDeps, Swept } from './sweep-round.ts'
import { sweepSend } from './sweep-send.ts'
import { sweepSeries } from './sweep-series.ts'
import { startAgainMs, sweepUnstarted } from './sweep-unstarted.ts'

/**
 * Searches the open sends for work that no queue holds any more: ranges without an end mark, and due batches that
 * nobody has claimed. The ledger is the truth and a queue only a hint, so an extra hint does no harm. A failure in one
 * send stops no other; when time runs out, the next round continues where this one stopped.
 * @throws at the end, with everything that could not be handled
 */
export const createSweep =
  ({ quota, warn, sweepMoves, sweepErasures, sweepForgetting, queueOwed, ...deps }: SweepDeps) =>
  async (deadline: Deadline): Promise<void> => {
    const failures: Error[] = []
    const failed = (what: string, error: unknown) => {
      const failure = new Error(what, { cause: error })
      failures.push(failure)
      warn(what, failure)
    }
    const round: Round = { ...deps, failed, deadline, quota: createQuotaOnce(quota, failed) }
    const { open, unreadable } = await deps.openSends.list()
    for (const error of unreadable) failed('An open send cannot be read', error)
    const before = await deps.cursor.get().catch((error) => failed('The cursor cannot be read', error))

    const stopped = await sweepAll(round, open, before ?? undefined)
    if (stopped) await deps.cursor.set(stopped)
    else if (before) await deps.cursor.remove()
    await sweepMoves(deadline, failed).catch((error) => failed('Moves cannot be looked after', error))
    await sweepErasures(deadline, failed).catch((error) => failed('Erasures cannot be looked after', error))
    await sweepForgetting(deadline, failed).catch((error) => failed('Nothing can be forgotten', error))
    await queueOwed().catch((error) => failed('Events for webhooks still wait', error))
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} things could not be swept`)
  }

/** @returns where it stopped, if time ran out */
const sweepAll = async (
  round: Round,
  open: readonly OpenSend[],
  before: SweepCursor | undefined,
): Promise<SweepCursor | undefined> => {
  for (const one of fromThere(open, before)) {
    if (round.deadline.leftMs() <= 0) return { send: one.id, range: 0 }
    try {
      const { outcome, range = 0 } = await sweepOne(round, one, one.id === before?.send ? before.range : 0)
      if (outcome === 'over') await one.forget()
      if (outcome === 'out-of-time') return { send: one.id, range }
    } catch (error) {
      round.failed(`The send ${one.id} could not be looked after`, error)
    }
  }
  return undefined
}

/** In order, starting where the last round stopped. */
const fromThere = (open: readonly OpenSend[], before: SweepCursor | undefined): OpenSend[] => {
  const first = before ? open.findIndex(({ id }) => id >= before.send) : 0
  return [...open.slice(Math.max(0, first)), ...open.slice(0, Math.max(0, first))]
}

const sweepOne = async (round: Round, open: OpenSend, from: number): Promise<Swept> => {
  const send = await round.sends.get(open.id)
  if (!send) return { outcome: isNeverMade(round, open) ? 'over' : 'goes-on' }
  if (!send.frozen) return sweepUnstarted(round, send, open)
  return send.series
    ? sweepSeries(round, send, open.stamp)
    : sweepSend(round, { ...send, frozen: send.frozen }, from)
}

/** Whether the send's creator is long dead, and no write of theirs is still to come. */
const isNeverMade = ({ time }: Round, { since }: OpenSend): boolean =>
  since !== undefined && since + startAgainMs < time.earliest()
