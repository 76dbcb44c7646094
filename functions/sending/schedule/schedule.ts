import type { PublishedIssue } from '../../edition/model/edition.table.ts'
import { newestFirst } from '../../edition/model/newest-first.ts'
import type { CadencesTable } from '../ledger/cadence.table.ts'
import type { SchedulingMessage } from '../ledger/queue-messages.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import { type Send, sendIdOf, toBeApproved } from '../ledger/send.ts'
import { overdueMs, soonMs } from './due-time.ts'
import { createStart, type StartDeps, type Started } from './start-send.ts'
import type { Welcomed } from './welcome.ts'

export type ScheduleDeps = StartDeps & {
  sends: Pick<SendsTable, 'create'>
  cadences: CadencesTable
  editions: { issues(): Promise<PublishedIssue[]> }
  /** Creates or moves a one-time schedule. `at` is local time in `timeZone`, to the second. */
  scheduleOnce: (name: string, at: string, timeZone: string, message: SchedulingMessage) => Promise<void>
  /** Converts local time in the publication's zone to Unix ms. */
  instantOf: (local: string) => number
  /** Whether an issue is for new readers only. */
  isForWelcome: (issue: string) => boolean
  welcome: (subscriber: string, askedAt: number) => Promise<Welcomed>
  /** Sends to more readers wait for a second person; absent: none does. */
  approveAbove?: number | undefined
}

export type Scheduled =
  | Started
  | Welcomed
  | 'scheduled'
  | 'left-to-an-admin'
  | 'stale'
  | 'none-ready'
  | 'for-new-readers'
  | 'notified'

/** Turns requests to send into sends, with a frozen audience and planning under way. */
export const createSchedule = (deps: ScheduleDeps) => {
  const { time } = deps
  const start = createStart(deps)

  const startDigest = async (issue: string, by: string): Promise<Scheduled> => {
    const id = sendIdOf(issue, 'digest')
    const now = time.likely()
    const requestedAt = new Date(now).toISOString()
    const send: Send = { id, issue, by, requestedAt, ...toBeApproved(deps.approveAbove, requestedAt) }
    // Open it before creating the send: whoever hears of the issue again finds the send and leaves it to its creator.
    await deps.openSends.add(id, now)
    await deps.sends.create(send)
    return start(id)
  }

  const published = async (issue: string, release: string): Promise<Scheduled> => {
    if (deps.isForWelcome(issue)) return 'for-new-readers'
    const standing = await deps.sends.get(sendIdOf(issue, 'digest'))
    const late = time.likely() - deps.instantOf(release)
    if (late < 0) {
      // The dot distinguishes it from every send's schedule, which is named by two ids.
      await deps.scheduleOnce(`release.${issue}`, release, deps.timeZone, {
        kind: 'release',
        issue,
        release,
      })
      return 'scheduled'
    }
    if (standing) return 'stale'
    return late <= overdueMs ? startDigest(issue, 'release') : 'left-to-an-admin'
  }

  const release = async (issue: string, when: string): Promise<Scheduled> => {
    // If the issue was published again with another time, that one has its own schedule.
    if ((await deps.editions.issue(issue))?.release !== when) return 'stale'
    return startDigest(issue, 'release')
  }

  /** Starts the oldest issue that is published, due and not yet sent; each occasion of the cadence chooses once. */
  const cadence = async (named: string | undefined): Promise<Scheduled> => {
    const ready = await oldestReady()
    const occasion = named ?? new Date(time.likely()).toISOString().slice(0, 10)
    const chosen = await deps.cadences.choose(occasion, ready)
    if (chosen) return startDigest(chosen, 'cadence')
    await deps.notify({ about: 'none-ready', at: occasion })
    return 'none-ready'
  }

  const oldestReady = async (): Promise<string | undefined> => {
    // An issue without a release waits for an admin.
    const isDue = (release: string | undefined) =>
      release !== undefined && deps.instantOf(release) <= time.likely()
    const ready = (await deps.editions.issues()).filter(
      ({ id, release }) => !deps.isForWelcome(id) && isDue(release),
    )
    for (const { id } of newestFirst(ready).reverse())
      if (!(await deps.sends.get(sendIdOf(id, 'digest')))) return id
    return undefined
  }

  /**
   * Uses the ledger's time, because a message may be late, repeated or older than another. A schedule for a time in the
   * past would never run.
   */
  const onSchedule = async (id: string): Promise<Scheduled> => {
    const send = await deps.sends.get(id)
    if (!send) return 'no-such-send'
    // Schedules have no fractions of a second.
    const at = new Date(send.at ?? 0).toISOString().slice(0, 19)
    if (Date.parse(`${at}Z`) <= time.likely() + soonMs) return start(id)
    await deps.scheduleOnce(id, at, 'UTC', { kind: 'start', send: id })
    return 'scheduled'
  }

  return async (message: SchedulingMessage): Promise<Scheduled> => {
    switch (message.kind) {
      case 'published':
        return published(message.issue, message.release)
      case 'release':
        return release(message.issue, message.release)
      case 'cadence':
        return cadence(message.at)
      case 'start':
        return start(message.send)
      case 'schedule':
        return onSchedule(message.send)
      case 'confirmed':
        return deps.welcome(message.subscriber, message.at)
      case 'tell':
        await deps.notify(message.notice)
        return 'notified'
    }
  }
}
