import type { DatabaseClock } from '../../runtime/database-clock.ts'
import { defined } from '../../runtime/defined.ts'
import type { Asker } from '../ledger/asker.ts'
import type { OpenSendsTable } from '../ledger/open-send.table.ts'
import type { SchedulingMessage } from '../ledger/queue-messages.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import type { Send, SendId } from '../ledger/send.ts'
import { type Act, isUnchanged } from '../ledger/send-version.ts'
import { dueOf } from '../schedule/due-time.ts'
import { whyNobodyWaits } from '../schedule/may-wait-again.ts'
import { putOffSlices } from '../schedule/put-off-slices.ts'
import type { SendRequest } from '../schedule/request-send.ts'
import type { SendStatus } from '../status/status.ts'
import { type ApproveDeps, type Approved, approve, type Seen } from './approve-send.ts'
import { findUncertain, type ResolveDeps, resend, writeOff } from './resolve-uncertain.ts'
import { findFailed, retryFailed } from './retry-failed.ts'

export type ControlDeps = ResolveDeps &
  ApproveDeps & {
    sends: Pick<
      SendsTable,
      'get' | 'hold' | 'lift' | 'liftAsSeen' | 'noteAct' | 'approve' | 'putOff' | 'cancel' | 'reschedule'
    >
    /** A name that nothing else has. */
    token: () => string
    openSends: Pick<OpenSendsTable, 'add'>
    status: (send: Send) => Promise<Pick<SendStatus, 'state'>>
    queue: { send(messages: SchedulingMessage[]): Promise<void> }
    time: Pick<DatabaseClock, 'earliest' | 'latest' | 'likely'>
  }

export type Controlled =
  | { outcome: 'done'; changed?: number }
  | { outcome: 'no-such-send' }
  /** It was in that state already. */
  | { outcome: 'already' }
  /** Everything a person may lift is lifted; the send goes on by itself when SES accepts more mail. */
  | { outcome: 'waits-for-quota' }
  /** The same, but a second person is still to approve it. */
  | { outcome: 'waits-for-approval' }
  | Approved
  /** The holds seen when reading are lifted, but others were set since: cause → time (ISO 8601). */
  | { outcome: 'held-again'; holds: Send['holds'] }
  | { outcome: 'in-the-past' }
  /** Somebody changed it since it was seen. `send`: as it stands. */
  | { outcome: 'changed'; send: Send }
  | { outcome: 'too-late'; why: 'begun' | 'cancelled' | 'finished' | 'forgotten' }
  | { outcome: 'too-early'; seconds: number }
  /** Nobody is sent an issue that was taken down. */
  | { outcome: 'taken-down'; issue: string }
  /** Nobody is sent again what was corrected: they would have the faulty edition, and no correction. */
  | { outcome: 'corrected' }

/**
 * An admin's actions on a send. Each may be requested twice, or by two admins at once. With `asSeen`, the send as who asks has
 * seen it, the first write of each holds only for that: of two who saw the same, one hears `changed`, and has changed nothing.
 */
export const createControl = (deps: ControlDeps) => {
  const { sends, openSends, queue, time, token } = deps
  const at = () => new Date(time.likely()).toISOString()
  /**
   * Queues the send's ranges again, which continues batches that are waiting and unclaimed (in a series, the sweeper
   * does it). Runs even if nothing seems changed: an earlier call may have died between the ledger and the queue.
   */
  const goOn = ({ id, series }: Send) =>
    series ? openSends.add(id) : queue.send([{ kind: 'start', send: id }])

  const refusal = async (send: Send): Promise<Controlled | undefined> => {
    const why = await whyNobodyWaits(deps, send)
    return why === 'taken-down' ? { outcome: why, issue: send.issue } : why && { outcome: why }
  }
  /** @param changed how many wait again: none, too, if the issue was taken down just now, or the send is corrected */
  const reopened = async (send: Send, changed: number): Promise<Controlled> => {
    await goOn(send)
    if (changed > 0) return { outcome: 'done', changed }
    return (await refusal(send)) ?? { outcome: 'already' }
  }

  const actOf = (seen: Send | undefined): Act => ({ name: token(), seen })
  /**
   * What became of an act whose condition failed.
   * @returns undefined where it was done, and only the answer was lost, or the send has gone
   */
  const whatChanged = async (id: SendId, { name }: Act): Promise<Controlled | undefined> => {
    const send = await sends.get(id)
    return send && send.act !== name ? { outcome: 'changed', send } : undefined
  }
  const withSend = async (
    id: SendId,
    asSeen: Send | undefined,
    act: (send: Send) => Promise<Controlled>,
  ): Promise<Controlled> => {
    const send = await sends.get(id)
    if (!send) return { outcome: 'no-such-send' }
    if (asSeen && !isUnchanged(send, asSeen)) return { outcome: 'changed', send }
    if (send.forgotten) return { outcome: 'too-late', why: 'forgotten' }
    if (send.cancelledAt) return { outcome: 'too-late', why: 'cancelled' }
    return act(send)
  }

  const isDue = ({ frozen, at: due }: Send) => frozen || !due || Date.parse(due) <= time.likely()

  const goOnIfDue = async (send: Send) => {
    if (isDue(send)) await goOn(send)
  }

  /**
   * Notes that somebody decides about these batches, before anything of them is written: of two who saw the same send only one
   * gets so far.
   */
  const claimed = async (
    { id }: Send,
    batches: readonly unknown[],
    asSeen: Send | undefined,
  ): Promise<Controlled | undefined> => {
    if (batches.length === 0 && !asSeen) return undefined
    const act = actOf(asSeen)
    return (await sends.noteAct(id, act)) ? undefined : whatChanged(id, act)
  }

  /**
   * Pausing or cancelling a finished send would change nothing about it, and only keep its issue out of new readers'
   * welcomes. A series is never finished while new readers come.
   */
  const isFinished = async (send: Send) => !send.series && (await deps.status(send)).state === 'finished'

  return {
    /** Each worker stops within one chunk (`deliver-batch.ts`); calls that have begun are completed. */
    pause: (id: SendId, asSeen?: Send) =>
      withSend(id, asSeen, async (found) => {
        if (await isFinished(found)) return { outcome: 'too-late', why: 'finished' }
        if (found.holds.person) return { outcome: 'already' }
        const since = at()
        if (asSeen) {
          const act = actOf(asSeen)
          const held = await sends.hold(id, 'person', since, { seen: found, act })
          return (!held && (await whatChanged(id, act))) || { outcome: 'done' }
        }
        let seen: Send | undefined = found
        while (seen && !seen.holds.person) {
          if (await sends.hold(id, 'person', since, { seen })) return { outcome: 'done' }
          // Either another cause was lifted meanwhile, or the answer was lost and this is our own pause.
          seen = await sends.get(id)
        }
        return seen?.holds.person === since ? { outcome: 'done' } : { outcome: 'already' }
      }),

    /** Continues where the send stopped, unless something else holds it by then. */
    resume: (id: SendId, asSeen?: Send) =>
      withSend(id, asSeen, async (send) => {
        const causes = Object.keys(send.holds)
        if (causes.length === 0) return { outcome: 'already' }
        // A person may also lift a cause that only a newer version knows.
        const liftable = causes.filter((cause) => cause !== 'quota' && cause !== 'approval')
        await putOffSlices(deps, send, ...Object.values(send.holds))
        const trust = liftable.includes('reputation')
        let lifted: Send | undefined
        if (asSeen && liftable.length > 0) {
          const act = actOf(asSeen)
          lifted = await sends.liftAsSeen(id, liftable, trust, act)
          const changed = lifted ? undefined : await whatChanged(id, act)
          if (changed) return changed
          lifted ??= await sends.get(id)
        } else if (liftable.length > 0) lifted = await sends.lift(id, liftable, trust, send.holds)
        // Drop its time, which is long past and would hold it again.
        if (send.holds.overdue) await sends.reschedule(id, undefined, send.ownZones, { seen: send })
        const { quota, approval, ...holds } = (lifted ?? send).holds
        if (Object.keys(holds).length > 0) return { outcome: 'held-again', holds }
        if (quota && !approval) return { outcome: 'waits-for-quota' }
        if (isDue(send)) await goOn(send)
        return { outcome: approval ? 'waits-for-approval' : 'done' }
      }),

    /**
     * Lets a send go that waits for a second person, before it begins or after: for the editions that it would send now, and
     * about as many readers as there are.
     */
    approve: (id: SendId, who: Asker, asSeen?: Seen) =>
      withSend(id, asSeen?.send, (send) =>
        approve(deps, send, who, goOnIfDue, asSeen && { act: actOf(asSeen.send), editions: asSeen.editions }),
      ),

    /** Recipients who are still waiting are excluded as cancelled. */
    cancel: async (id: SendId, asSeen?: Send): Promise<Controlled> => {
      const send = await sends.get(id)
      if (!send) return { outcome: 'no-such-send' }
      if (asSeen && !isUnchanged(send, asSeen)) return { outcome: 'changed', send }
      if (await isFinished(send)) return { outcome: 'too-late', why: 'finished' }
      const cancelledAt = at()
      let seen: Send | undefined = send
      if (asSeen && (!send.cancelledAt || send.reopening)) {
        const act = actOf(asSeen)
        seen = await sends.cancel(id, cancelledAt, send, { act })
        const changed = seen ? undefined : await whatChanged(id, act)
        if (changed) return changed
        seen ??= await sends.get(id)
      }
      while (seen && (!seen.cancelledAt || seen.reopening))
        // Asked for anew meanwhile; or the answer was lost, and this is our own.
        seen = (await sends.cancel(id, cancelledAt, seen)) ?? (await sends.get(id))
      if (send.frozen) await goOn(send)
      const isOurs = (!send.cancelledAt || send.reopening) && seen?.cancelledAt === cancelledAt
      return isOurs ? { outcome: 'done' } : { outcome: 'already' }
    },

    /**
     * Gives a send that has not begun another time; without one, it starts now.
     */
    reschedule: (id: SendId, wanted: Pick<SendRequest, 'at' | 'ownZones'>, asSeen?: Send) =>
      withSend(id, asSeen, async (send) => {
        const due = dueOf(wanted, time.likely())
        if (due === 'past') return { outcome: 'in-the-past' }
        if (send.frozen) return { outcome: 'too-late', why: 'begun' }
        const act = asSeen && actOf(asSeen)
        if (!(await sends.reschedule(id, due, wanted.ownZones, defined({ act })))) {
          if (!act) return { outcome: 'too-late', why: 'begun' }
          const changed = await whatChanged(id, act)
          if (changed) return changed
        }
        // An admin who reschedules the send has seen that its time was missed.
        if (send.holds.overdue) await sends.lift(id, ['overdue'], false, send.holds)
        await queue.send([{ kind: due ? 'schedule' : 'start', send: id }])
        return { outcome: 'done' }
      }),

    /** Sends again to recipients for whom it failed. */
    retry: (id: SendId, asSeen?: Send) =>
      withSend(id, asSeen, async (send) => {
        const refused = await refusal(send)
        if (refused) return refused
        const failed = await findFailed(deps, send)
        return (
          (await claimed(send, failed.batches, asSeen)) ??
          reopened(send, await retryFailed(deps, send, failed))
        )
      }),

    /** Decides for the uncertain recipients: `resend` risks a second mail, `write-off` risks none at all. */
    resolve: (id: SendId, how: 'resend' | 'write-off', asSeen?: Send) =>
      withSend(id, asSeen, async (send) => {
        const refused = how === 'resend' ? await refusal(send) : undefined
        if (refused) return refused
        const found = await findUncertain(deps, id)
        if (found.outcome === 'too-early') return found
        const other = await claimed(send, found.uncertain, asSeen)
        if (other) return other
        if (how === 'resend') return reopened(send, await resend(deps, send, found))
        const changed = await writeOff(deps, id, found)
        await goOn(send)
        return changed > 0 ? { outcome: 'done', changed } : { outcome: 'already' }
      }),
  }
}
export type Control = ReturnType<typeof createControl>
