import type { BatchesTable } from './batch.table.ts'
import type { Batch } from './batch.ts'
import type { FatesTable } from './fate.table.ts'
import { settleByFates } from './fate.ts'
import type { SchedulingMessage } from './messages.ts'
import { type Letter, turn } from './outcomes.ts'
import type { SendsTable } from './send.table.ts'
import type { Hold, Send, SendId } from './send.ts'

export type ControlDeps = {
  sends: Pick<SendsTable, 'get' | 'hold' | 'lift' | 'cancel' | 'reschedule' | 'open' | 'due'>
  batches: Pick<BatchesTable, 'list' | 'reopen' | 'rewrite'>
  fates: Pick<FatesTable, 'get'>
  queue: { send(messages: SchedulingMessage[]): Promise<void> }
  /** How long after a recipient became uncertain a person may decide: no worker may still be sending by then. */
  resolveAfterMs: number
  now: () => number
}

export type Controlled =
  | { outcome: 'done'; changed?: number }
  | { outcome: 'no-such-send' }
  /** Nothing to do: it was so already. */
  | { outcome: 'already' }
  | { outcome: 'too-late'; why: 'begun' | 'cancelled' }
  | { outcome: 'too-early'; seconds: number }

/** What lifts when a person says "go on". */
const liftedByPerson: Hold[] = ['person', 'overdue', 'reputation']

/** What an admin may do to a send. Each may be asked for twice, and by two at once. */
export const createControl = (deps: ControlDeps) => {
  const { sends, queue, now } = deps
  const at = () => new Date(now()).toISOString()
  /**
   * Hands the send's ranges and batches out again: those that wait and nobody holds are gone on with (in a series, by
   * the sweeper). Also when nothing seems changed: an earlier call may have died between the ledger and the queue.
   */
  const goOn = ({ id, series }: Send) =>
    series ? sends.open.add(id) : queue.send([{ kind: 'start', send: id }])

  const withSend = async (id: SendId, act: (send: Send) => Promise<Controlled>): Promise<Controlled> => {
    const send = await sends.get(id)
    if (!send) return { outcome: 'no-such-send' }
    if (send.cancelledAt) return { outcome: 'too-late', why: 'cancelled' }
    return act(send)
  }

  return {
    /** Stops within a chunk a worker; what is begun is finished. */
    pause: (id: SendId) =>
      withSend(id, async () =>
        (await sends.hold(id, 'person', at())) ? { outcome: 'done' } : { outcome: 'already' },
      ),

    /** Goes on where it stopped. */
    resume: (id: SendId) =>
      withSend(id, async (send) => {
        if (Object.keys(send.holds).length === 0) return { outcome: 'already' }
        await sends.lift(id, liftedByPerson, send.holds.reputation !== undefined)
        // Its time is long past and would hold it again.
        if (send.holds.overdue) await sends.reschedule(id, undefined, send.ownZones)
        if (send.frozen || !send.at || Date.parse(send.at) <= now()) await goOn(send)
        return { outcome: 'done' }
      }),

    /** Whoever waits is left out, as cancelled. */
    cancel: async (id: SendId): Promise<Controlled> => {
      const send = await sends.get(id)
      if (!send) return { outcome: 'no-such-send' }
      const won = await sends.cancel(id, at())
      if (send.frozen) await goOn(send)
      return won ? { outcome: 'done' } : { outcome: 'already' }
    },

    /** Gives a send that has not begun another time; absent = now. @param ownZones see `Send` */
    reschedule: (id: SendId, time?: string, ownZones?: string) =>
      withSend(id, async () => {
        if (!(await sends.reschedule(id, time, ownZones))) return { outcome: 'too-late', why: 'begun' }
        await queue.send([{ kind: time ? 'schedule' : 'start', send: id }])
        return { outcome: 'done' }
      }),

    /** Sends again to whom it failed. */
    retry: (id: SendId) =>
      withSend(id, async (send) => {
        const changed = await reopenAll(deps, send, (codes) => turn(codes, ['r', 'm'], '.'))
        await goOn(send)
        return changed > 0 ? { outcome: 'done', changed } : { outcome: 'already' }
      }),

    /** Decides for the uncertain: sent again, at the risk of twice; or written off, at the risk of never. */
    resolve: (id: SendId, how: 'resend' | 'write-off') =>
      withSend(id, async (send) => {
        const uncertain = (await deps.batches.list(id)).filter(({ codes }) => codes.includes('u'))
        const last = Math.max(0, ...uncertain.map(({ uncertainAt = 0 }) => uncertainAt))
        const early = last + deps.resolveAfterMs - now()
        if (uncertain.length > 0 && early > 0)
          return { outcome: 'too-early', seconds: Math.ceil(early / 1000) }
        const changed = how === 'resend' ? await resend(deps, send) : await writeOff(deps, id, uncertain)
        await goOn(send)
        return changed > 0 ? { outcome: 'done', changed } : { outcome: 'already' }
      }),
  }
}
export type Control = ReturnType<typeof createControl>

const resend = (deps: ControlDeps, send: Send) =>
  reopenAll(deps, send, async (codes, { key }) =>
    turn(settleByFates(codes, await deps.fates.get(send.id, key)), ['u'], '.'),
  )

const writeOff = async ({ batches }: ControlDeps, id: SendId, uncertain: Batch[]) => {
  let changed = 0
  for (const { key, codes } of uncertain) {
    if (await batches.rewrite(id, key, codes, turn(codes, ['u'], 'W'))) changed += count(codes, 'u')
  }
  return changed
}

/** Has some recipients of closed batches wait again. @returns how many wait now */
const reopenAll = async (
  { sends, batches }: ControlDeps,
  { id, series }: Send,
  change: (codes: string, batch: Batch) => string | Promise<string>,
) => {
  let changed = 0
  for (const batch of (await batches.list(id)).filter(({ closed }) => closed)) {
    const after = await change(batch.codes, batch)
    if (!after.includes('.')) continue
    if (series) await sends.due.add(id, batch.key, batch.due ?? 0)
    if (!(await batches.reopen(id, batch.key, batch, after))) continue
    changed += count(after, '.')
  }
  return changed
}

const count = (codes: string, letter: Letter) => codes.split(letter).length - 1
