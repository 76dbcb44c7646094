import type { PublishedIssue } from '../../edition/model/edition.table.ts'
import type { DatabaseClock } from '../../runtime/database-clock.ts'
import type { Notice } from '../ledger/admin-notice.ts'
import { isClosed } from '../ledger/is-closed.ts'
import type { OpenSendsTable } from '../ledger/open-send.table.ts'
import type { PlanMessage } from '../ledger/queue-messages.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import { type Frozen, mayNotBegin, type Send, type SendId } from '../ledger/send.ts'
import type { SumsTable } from '../ledger/sums.table.ts'
import { overdueMs, precisionMs } from './due-time.ts'
import { type FreezeDeps, freezeOf } from './freeze-send.ts'
import { lapsedApproval } from './lapsed-approval.ts'

export type StartDeps = FreezeDeps & {
  sums: Pick<SumsTable, 'list'>
  time: Pick<DatabaseClock, 'earliest' | 'likely'>
  sends: Pick<SendsTable, 'get' | 'hold' | 'freeze' | 'cancel'>
  openSends: Pick<OpenSendsTable, 'add'>
  editions: {
    issue(id: string): Promise<PublishedIssue | undefined>
    isTakenDown(id: string): Promise<boolean>
  }
  queue: { send(messages: PlanMessage[]): Promise<void> }
  notify: (notice: Notice) => Promise<unknown>
}

export type Started =
  | 'started'
  | 'nothing-published'
  | 'no-such-send'
  | 'held'
  | 'cancelled'
  | 'too-early'
  | 'goes-on-by-itself'
  | 'source-is-open'

/** How often a send is read anew that was moved or approved just when it was to begin. The sweeper begins it after that. */
const mostTries = 3

/** Freezes a send's audience and queues its ranges for planning. Safe to repeat: the first freeze counts. */
export const createStart = (deps: StartDeps) => {
  const start = async (id: SendId, tries = 1): Promise<Started> => {
    const { sends, openSends, editions, queue } = deps
    let send = await sends.get(id)
    if (!send) return 'no-such-send'
    // The sweeper queues the batches of a series as they become due.
    if (send.series) return 'goes-on-by-itself'
    const issue = send.frozen ? undefined : await editions.issue(send.issue)
    if (!send.frozen) {
      const stopped = await mayStart(deps, send)
      if (stopped) return stopped
      if (!issue) return endWithIssue(deps, send)
    }
    const corrects = send.frozen ? undefined : send.filter?.corrects
    const source = corrects && (await sourceOf(deps, corrects.send))
    // The sweeper begins it once the source is closed.
    if (corrects && !(await isClosed(deps, source))) return 'source-is-open'
    // Before the freeze, and again on each continuation, because the sweeper forgets finished sends.
    await openSends.add(id)
    if (issue) send = await freeze(deps, send, await freezeOf(send, issue, deps, source?.frozen))
    if (!send) return 'no-such-send'
    if (!send.frozen) return tries < mostTries ? start(id, tries + 1) : 'too-early'
    await queue.send(Array.from({ length: send.frozen.ranges }, (_, range) => ({ send: id, range })))
    return 'started'
  }
  return (id: SendId) => start(id)
}

/** Freezes a send; if it was approved for others than it begins with, it waits for another approval from then on. */
const freeze = async (
  { sends, subscribers, time }: StartDeps,
  send: Send,
  frozen: Frozen,
): Promise<Send | undefined> => {
  const isCounted = send.approval?.readers !== undefined
  const approval = lapsedApproval(send, frozen, isCounted ? await subscribers.estimate() : undefined)
  const since = new Date(time.likely()).toISOString()
  return sends.freeze(send.id, frozen, send, approval && { approval, since })
}

/**
 * Leaves a send that is long overdue to a person: last week's notice may be worse than none. If its time has not come,
 * the send was moved after this message was queued.
 */
const mayStart = async ({ sends, notify, time }: StartDeps, send: Send): Promise<Started | undefined> => {
  const now = time.likely()
  if (send.cancelledAt) return 'cancelled'
  if (mayNotBegin(send)) {
    const since = send.holds.overdue
    // Notify again on each find: whoever set the hold may have died before notifying.
    if (since) await notify({ about: 'held', send: send.id, cause: 'overdue', since })
    return 'held'
  }
  const late = send.at ? now - Date.parse(send.at) : 0
  if (late < -precisionMs) return 'too-early'
  if (late <= overdueMs) return undefined
  const since = new Date(now).toISOString()
  await sends.hold(send.id, 'overdue', since)
  await notify({ about: 'held', send: send.id, cause: 'overdue', since })
  return 'held'
}

/**
 * Ends a send that was made while its issue was taken down, by an issue's own time, or by somebody who died before looking
 * again: it must not begin when the issue is published one day. An issue that is only to be taken down may yet stay.
 */
const endWithIssue = async ({ sends, editions, time }: StartDeps, send: Send): Promise<Started> => {
  if (!(await editions.isTakenDown(send.issue))) return 'nothing-published'
  await sends.cancel(send.id, new Date(time.likely()).toISOString(), send, { ifUnbegun: true })
  return 'cancelled'
}

/**
 * What is corrected. Who noted that it is asked for anew, and had not seen the correction, may have died before taking its cancel
 * back: the cancel is written once more, so that nobody does.
 */
const sourceOf = async ({ sends }: Pick<StartDeps, 'sends'>, id: SendId): Promise<Send | undefined> => {
  const source = await sends.get(id)
  if (!source?.cancelledAt || !source.reopening) return source
  return (await sends.cancel(id, source.cancelledAt, source)) ?? sends.get(id)
}
