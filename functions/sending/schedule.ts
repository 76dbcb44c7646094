import type { PublishedIssue } from '../edition/edition.table.ts'
import { packRecipients } from './batch.ts'
import type { PlanMessage, SchedulingMessage } from './messages.ts'
import type { SendsTable } from './send.table.ts'
import { type Frozen, isHeld, rangesFor, type Send, type SendId, sendIdOf } from './send.ts'

export type ScheduleDeps = {
  sends: SendsTable
  editions: { issue(id: string): Promise<PublishedIssue | undefined>; issues(): Promise<PublishedIssue[]> }
  subscribers: { estimate(): Promise<number> }
  queue: { send(messages: PlanMessage[]): Promise<void> }
  /** Makes or moves a one-time schedule. `at` is local time in `timeZone`, to the second. */
  scheduleOnce: (name: string, at: string, timeZone: string, message: SchedulingMessage) => Promise<void>
  /** Local time in the publication's zone → Unix ms. */
  instantOf: (local: string) => number
  timeZone: string
  now: () => number
}

export type Scheduled =
  | 'scheduled'
  | 'started'
  | 'left-to-an-admin'
  | 'stale'
  | 'nothing-published'
  | 'no-such-send'
  | 'none-ready'
  | 'held'
  | 'cancelled'
  | 'too-early'

/** An issue published this long after its release time still goes out by itself; later, a person must say so. */
const overdueMs = 6 * 3_600_000

/** Schedules are kept to the second and run to the minute, and clocks differ. */
const precisionMs = 60_000

/** Turns what should be sent, and when, into sends whose audience is frozen and whose planning is under way. */
export const createSchedule = (deps: ScheduleDeps) => {
  const start = createStart(deps)

  const startDigest = async (issue: string, by: string): Promise<Scheduled> => {
    const id = sendIdOf(issue, 'digest')
    const send: Send = { id, issue, by, requestedAt: new Date(deps.now()).toISOString(), holds: {} }
    await deps.sends.create(send)
    return start(id)
  }

  const published = async (issue: string, release: string): Promise<Scheduled> => {
    const late = deps.now() - deps.instantOf(release)
    if (late < 0) {
      await deps.scheduleOnce(`release--${issue}`, release, deps.timeZone, {
        kind: 'release',
        issue,
        release,
      })
      return 'scheduled'
    }
    if (await deps.sends.get(sendIdOf(issue, 'digest'))) return 'stale'
    return late <= overdueMs ? startDigest(issue, 'release') : 'left-to-an-admin'
  }

  const release = async (issue: string, when: string): Promise<Scheduled> => {
    // Published again with another time: that one has a schedule of its own.
    if ((await deps.editions.issue(issue))?.release !== when) return 'stale'
    return startDigest(issue, 'release')
  }

  const cadence = async (): Promise<Scheduled> => {
    const ready = (await deps.editions.issues())
      .filter((issue) => deps.instantOf(issue.release) <= deps.now())
      .sort((a, b) => a.number - b.number)
    for (const { id } of ready) {
      if (!(await deps.sends.get(sendIdOf(id, 'digest')))) return startDigest(id, 'cadence')
    }
    return 'none-ready'
  }

  return async (message: SchedulingMessage): Promise<Scheduled> => {
    if (message.kind === 'published') return published(message.issue, message.release)
    if (message.kind === 'release') return release(message.issue, message.release)
    if (message.kind === 'cadence') return cadence()
    if (message.kind === 'start') return start(message.send)
    const at = new Date(message.at).toISOString().slice(0, 19)
    await deps.scheduleOnce(message.send, at, 'UTC', { kind: 'start', send: message.send })
    return 'scheduled'
  }
}

/** Freezes a send's audience and hands its ranges to planning. Safe to repeat: the first freeze stands. */
const createStart =
  ({ sends, editions, subscribers, queue, now }: ScheduleDeps) =>
  async (id: SendId): Promise<Scheduled> => {
    let send = await sends.get(id)
    if (!send) return 'no-such-send'
    const issue = send.frozen ? undefined : await editions.issue(send.issue)
    if (!send.frozen) {
      const stopped = await mayStart(sends, send, now())
      if (stopped) return stopped
      if (!issue) return 'nothing-published'
    }
    // Before the freeze, and again whenever it is gone on with: the sweeper forgets finished sends.
    await sends.open.add(id)
    if (issue) {
      send = await sends.freeze(id, await freezeOf(send, issue, subscribers, now))
    }
    if (!send?.frozen) return 'no-such-send'
    if (send.test) await planTest(sends, send)
    await queue.send(Array.from({ length: send.frozen.ranges }, (_, range) => ({ send: id, range })))
    return 'started'
  }

/**
 * A send whose time came long ago is left to a person: a notice of last week may be worse than none.
 * One whose time has not come was moved after this message was given.
 */
const mayStart = async (sends: SendsTable, send: Send, now: number): Promise<Scheduled | undefined> => {
  if (send.cancelledAt) return 'cancelled'
  if (isHeld(send)) return 'held'
  const late = send.at ? now - Date.parse(send.at) : 0
  if (late < -precisionMs) return 'too-early'
  if (late <= overdueMs) return undefined
  await sends.hold(send.id, 'overdue', new Date(now).toISOString())
  return 'held'
}

const freezeOf = async (
  send: Send,
  issue: PublishedIssue,
  subscribers: ScheduleDeps['subscribers'],
  now: () => number,
): Promise<Frozen> => ({
  at: new Date(now()).toISOString(),
  editions: issue.editions,
  topics: issue.topics,
  ranges: send.test ? 1 : rangesFor(await subscribers.estimate()),
})

/** A test's plan is known at once: one recipient, then the end. Planning finds it and carries it out. */
const planTest = async (sends: SendsTable, { id, test }: Send) => {
  const recipients = packRecipients([{ id: 'test', language: test!.language, topics: [] }])
  await sends.slots.take(id, 0, {
    kind: 'batch',
    number: 0,
    upTo: 'test',
    recipients,
    size: 1,
    candidates: 1,
    excluded: {},
  })
  await sends.slots.take(id, 0, { kind: 'end', number: 1, candidates: 0, excluded: {} })
}
