import { randomUUID } from 'node:crypto'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { createSettleAndRefresh } from '../../functions/feedback/settle-and-refresh.ts'
import type { MailOutcome, SendingQuota } from '../../functions/mail/mailer.ts'
import { createDeadline } from '../../functions/runtime/clocks.ts'
import { createControl } from '../../functions/sending/control/control-send.ts'
import { createDeliver } from '../../functions/sending/deliver/deliver-batch.ts'
import {
  createDeliverMore,
  type DeliverMoreDeps,
} from '../../functions/sending/deliver/deliver-more-batches.ts'
import { createPace } from '../../functions/sending/deliver/reserve-account-rate.ts'
import { createPaceTable } from '../../functions/sending/deliver/reserved-rate.table.ts'
import type { Post } from '../../functions/sending/deliver/send-batch-mails.ts'
import { createWelcomeTurn } from '../../functions/sending/deliver/should-deliver-welcome.ts'
import type { Notice } from '../../functions/sending/ledger/admin-notice.ts'
import { createApplyReports } from '../../functions/sending/ledger/apply-reports.ts'
import type { Asker } from '../../functions/sending/ledger/asker.ts'
import { createLedger } from '../../functions/sending/ledger/ledger.table.ts'
import type { BatchMessage, PlanMessage } from '../../functions/sending/ledger/queue-messages.ts'
import { createRangeSums } from '../../functions/sending/ledger/range-sums.ts'
import type { Report } from '../../functions/sending/ledger/ses-report.ts'
import { type Place, sumUp } from '../../functions/sending/ledger/sums.ts'
import { createPlan } from '../../functions/sending/plan/plan.ts'
import { createSchedule } from '../../functions/sending/schedule/schedule.ts'
import { createWelcome } from '../../functions/sending/schedule/welcome.ts'
import { createStatus, statusOf } from '../../functions/sending/status/status.ts'
import { createSweep } from '../../functions/sending/watch/sweep.ts'
import { createSweepErasures } from '../../functions/sending/watch/sweep-erasures.ts'
import { createSweepForgetting } from '../../functions/sending/watch/sweep-forgetting.ts'
import type { ReaderRow } from '../../functions/subscription/states/subscriber.ts'
import { anIssuePublished } from '../builders.ts'
import { ledgerTables } from '../ledger-tables.ts'

/** A crash: whatever was running is gone, as when a Lambda is killed. */
export class Crash extends Error {}

export type WorldOptions = {
  /** The worker is killed at its nth change of the outside world. */
  crash?: { at: number; when: 'before' | 'after' }
  /** What SES says to a message; accepted unless said otherwise. `mailed` counts the messages before. */
  answer?: (reader: string, mailed: number) => MailOutcome | undefined
  /** SES's events come before the worker knows the answer; else when `report` is called. */
  eventsAtOnce?: boolean
  /** SES took what it gave no answer to, and reports so before its caller gives up. */
  reportUncertain?: boolean
  /** How long recipients are kept after a send began; 0 = for ever. */
  keptMs?: number
  /** About how many readers there are, as planning hears; 9,000, so that there are three ranges. */
  estimate?: number
  /** The warm-up slices that a send is frozen with. */
  slices?: number[]
  /** Sends to more readers wait for a second person. */
  approveAbove?: number
  remainingMs?: () => number
  /** Messages a second that SES grants. */
  rate?: number
  /** What the worker's own clocks say, when they are not the world's. */
  clocks?: (now: number) => { wall: number; monotonic: number }
  /** What SES says of its daily quota; by default there is none. */
  quota?: () => SendingQuota
  /** Called when a message is ready, right before its worker may call SES; may move the clock. */
  beforeCall?: (world: { advance(ms: number): void }, mailed: number) => void | Promise<void>
  /** The same, before readers' states are read. */
  beforeRead?: (world: { advance(ms: number): void }, mailed: number) => void | Promise<void>
}

/**
 * The sending slice on a real table, with queues and an SES of the test's own, in which the nth call to anything
 * outside can be the last that a worker makes: killed just before the call took effect, or just after.
 */
export const aSendingWorld = (
  client: DynamoDBClient,
  ledger: string,
  readers: readonly ReaderRow[],
  {
    crash = { at: 0, when: 'before' },
    answer,
    eventsAtOnce = false,
    estimate = 9_000,
    slices,
    approveAbove,
    remainingMs = () => 120_000,
    rate = 500,
    clocks = (at) => ({ wall: at, monotonic: at }),
    beforeCall,
    beforeRead,
    reportUncertain = false,
    keptMs = 0,
    quota = () => ({ rate, max: -1, sent: 0 }),
  }: WorldOptions = {},
) => {
  let calls = 0
  let clock = Date.parse('2026-12-01T01:00:00Z')
  let tokens = 0
  let dead = false
  /** Every call outside goes through here. */
  const outside = async <T>(call: () => Promise<T>, changes = true): Promise<T> => {
    if (dead) throw new Crash('a dead worker calls nobody')
    // Dying at a read is dying before the next change.
    if (!changes) return call()
    calls += 1
    const fatal = calls === crash.at
    if (fatal) dead = true
    if (fatal && crash.when === 'before') throw new Crash('killed before the call')
    const answer = await call()
    if (fatal) throw new Crash('killed after the call')
    return answer
  }
  /** How many calls of the database are under way. */
  let busy = 0
  const answered = async (target: DynamoDBClient, command: object) => {
    busy += 1
    try {
      return await target.send(command as never)
    } finally {
      busy -= 1
    }
  }
  const killable = new Proxy(client, {
    get: (target, name) =>
      name === 'send'
        ? (command: object) =>
            outside(() => answered(target, command), !/^(Get|Query)/.test(command.constructor.name))
        : Reflect.get(target, name),
  })

  /** The database as those see it whom nobody kills; time stands still for their calls too. */
  const lasting = new Proxy(client, {
    get: (target, name) =>
      name === 'send' ? (command: object) => answered(target, command) : Reflect.get(target, name),
  })

  const planQueue: PlanMessage[] = []
  const batchQueue: BatchMessage[] = []
  const mailed: string[] = []
  const notices: Notice[] = []
  const queueTo = <Message>(queue: Message[]) => ({
    send: (messages: Message[]) => outside(async () => void queue.push(...messages)),
  })
  const now = () => clock
  const advance = (ms: number) => {
    clock += ms
  }
  /** When calls to SES began. */
  const callsAt: number[] = []
  /** The database's clock, which is right and known to within a second. */
  const time = { heard: () => {}, earliest: () => clock - 500, latest: () => clock + 500, likely: now }
  const ownClocks = { wall: () => clocks(clock).wall, monotonic: () => clocks(clock).monotonic }
  const sleepers: { at: number; wake: () => void }[] = []
  /** Time passes while everybody sleeps: nobody waits for the database, and whoever is due first wakes. */
  const passTime = () => {
    if (busy === 0) {
      const next = sleepers.sort((a, b) => b.at - a.at).pop()
      if (next) clock = Math.max(clock, next.at)
      next?.wake()
    }
    if (sleepers.length > 0 && busy > 0) setTimeout(passTime, 1)
    else if (sleepers.length > 0) setImmediate(passTime)
  }
  const sleep = (ms: number) =>
    new Promise<void>((wake) => {
      sleepers.push({ at: clock + ms, wake })
      if (sleepers.length === 1) setImmediate(passTime)
    })
  const tables = ledgerTables(killable, ledger)
  const subscribers = {
    get: async (id: string) => readers.find((reader) => reader.id === id),
    page: async (shard: string, after = '') => ({
      subscribers: readers
        .filter(({ id }) => id.startsWith(shard) && id > after)
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    }),
    getMany: async (ids: readonly string[]) => {
      const found = new Map(readers.filter(({ id }) => ids.includes(id)).map((reader) => [reader.id, reader]))
      await beforeRead?.({ advance }, mailed.length)
      return found
    },
    estimate: async () => readersNow,
  }
  const reports: Report[] = []
  const post: Post = async ({ send, batch, index }, reader) => ({
    outcome: 'ready',
    send: async (mayCall) => {
      await beforeCall?.({ advance }, mailed.length)
      if (!mayCall()) return { outcome: 'not-called' }
      callsAt.push(clock)
      return outside(async () => {
        const answered = answer?.(reader.id, mailed.length)
        if (answered?.outcome === 'uncertain' && reportUncertain)
          await takeIn(send.id, batch.key, [{ send: send.id, batch: batch.key, index, code: 's' }])
        if (answered && answered.outcome !== 'accepted') return answered
        mailed.push(reader.id)
        reports.push({ send: send.id, batch: batch.key, index, code: 's' })
        if (eventsAtOnce) await report()
        return { outcome: 'accepted', id: `m${mailed.length}` }
      })
    },
  })
  /** SES's events, taken in by a function that nobody kills. */
  const plain = ledgerTables(lasting, ledger)
  const token = () => `token-${++tokens}`
  const plainSums = createRangeSums({ ...plain, token, time })
  const takeIn = createSettleAndRefresh({ settle: createApplyReports(plain), refresh: plainSums.refresh })
  const report = async (change: (one: Report) => Report = (one) => one) => {
    for (const one of reports.splice(0).map(change)) await takeIn(one.send, one.batch, [one])
  }
  const rangeSums = createRangeSums({ ...tables, token, time })
  const issue = anIssuePublished()
  let isTakenDown = false
  let readersNow = estimate
  const publishers: Asker[] = []
  const editions = { issue: async () => (isTakenDown ? undefined : issue) }

  const welcome = createWelcome({
    ...tables,
    editions: { issue: async () => issue, issues: async () => [issue] },
    subscribers: { get: async (id) => readers.find((reader) => reader.id === id) },
    queue: queueTo(batchQueue),
    series: [
      { days: 0, issue: 'latest' },
      { days: 7, issue: 'welcome' },
    ],
    time,
  })
  const schedule = createSchedule({
    ...tables,
    editions: { ...editions, issues: async () => [issue], isTakenDown: async () => isTakenDown },
    subscribers,
    queue: queueTo(planQueue),
    scheduleOnce: async () => {},
    instantOf: (local) => Date.parse(`${local}Z`),
    timeZone: 'UTC',
    tracking: { opens: false, clicks: false },
    slicesFor: async () => slices,
    approveAbove,
    notify: async () => {},
    welcome,
    isForWelcome: () => false,
    time,
  })
  const planRange = createPlan({
    ...tables,
    subscribers,
    rangeSums,
    queue: queueTo(batchQueue),
    planQueue: queueTo(planQueue),
    time,
  })
  const plan = (id: string, range: number) => planRange(id, range, createDeadline(ownClocks, 20_000))
  const reserved = createPaceTable(createLedger(killable, ledger))
  const delivering: DeliverMoreDeps = {
    ...tables,
    subscribers,
    post,
    pace: createPace({ reserved, time, clocks: ownClocks }),
    rate: async () => rate,
    welcomeTurn: createWelcomeTurn(tables),
    queue: queueTo(batchQueue),
    refreshSums: rangeSums.refresh,
    sleep,
    random: () => 0.5,
    token,
    time,
    clocks: ownClocks,
  }
  const deliver = createDeliver(delivering)
  const warnings: string[] = []
  const sweepRound = createSweep({
    ...tables,
    sweepMoves: async () => {},
    sweepErasures: createSweepErasures({ ...tables, subscribers, time }),
    sweepForgetting: createSweepForgetting({ ...tables, rangeSums, keptMs, token, time }),
    queueOwed: async () => {},
    rangeSums,
    editions,
    quota: async () => quota(),
    warn: (what) => void warnings.push(what),
    planQueue: queueTo(planQueue),
    batchQueue: queueTo(batchQueue),
    schedulingQueue: { send: async () => {} },
    notify: async (notice) => void notices.push(notice),
    hintAgainMs: 60_000,
    time,
  })
  const sweep = () => sweepRound(createDeadline(ownClocks, 10_000))

  /** Of one invocation: what is left of it when it begins, by the worker's own clocks. */
  const newDeadline = () => createDeadline(ownClocks, remainingMs())
  const rangesOf = () =>
    Array.from({ length: Math.ceil(estimate / 4_000) }, (_, range) => ({
      send: `${issue.id}--digest`,
      range,
    }))

  /** Runs a worker; when it is killed, its message comes back, as SQS would have it after the visibility time-out. */
  const survive = async (work: () => Promise<unknown>, giveBack: () => void) => {
    try {
      await work()
    } catch (error) {
      if (!hasCrash(error)) throw error
      dead = false
      giveBack()
      clock += 20 * 60_000
    }
  }

  /** Works until the queues are empty. */
  const drain = async () => {
    while (planQueue.length + batchQueue.length > 0) {
      const planning = planQueue.shift()
      if (planning)
        await survive(
          () => plan(planning.send, planning.range),
          () => planQueue.push(planning),
        )
      const batch = batchQueue.shift()
      if (batch)
        await survive(
          () => deliver(batch.send, batch.batch, newDeadline()),
          () => batchQueue.push(batch),
        )
    }
  }

  const control = createControl({
    ...plain,
    rangeSums: plainSums,
    editions,
    subscribers,
    publishersOf: async () => [...publishers],
    status: createStatus({ rangeSums: plainSums, time }),
    queue: { send: async () => void planQueue.push(...rangesOf()) },
    resolveAfterMs: 600_000,
    time,
    token: randomUUID,
  })
  /** What the sums should say: derived here and now. */
  const derived = async (id = `${issue.id}--digest`) => {
    const send = (await plain.sends.get(id))!
    const places: Place[] = send.series ? ['all'] : [...Array(send.frozen!.ranges).keys()]
    const all = places.map(async (place) => {
      const range = place === 'all' ? undefined : place
      const { items, unreadable } = await plain.batches.survey(id, range)
      const end = range === undefined ? undefined : await plain.rangeEnds.get(id, range)
      const reported = await plain.sesReports.survey(id, range)
      const of = { place, batches: items, unreadable: unreadable.length, reports: reported, now: clock }
      return sumUp({ ...of, ...(end && { end }) })
    })
    return statusOf(send, await Promise.all(all), clock)
  }

  return {
    mailed,
    now,
    ...plain,
    warnings,
    rangeSums: plainSums,
    derived,
    notices,
    crashed: () => calls >= crash.at,
    calls: () => calls,
    advance,
    planQueue,
    batchQueue,
    callsAt,
    /** Delivers a batch and whatever nobody works on after it, as one invocation. */
    deliverOn: (key: string, id = `${issue.id}--digest`) =>
      createDeliverMore(delivering)(id, key, newDeadline()),
    deliver: (key: string, id = `${issue.id}--digest`) => deliver(id, key, newDeadline()),
    plan: (range: number) => plan(`${issue.id}--digest`, range),
    schedule,
    start: () => schedule({ kind: 'release', issue: issue.id, release: issue.release! }),
    /** From here on the issue is to be taken down, or may be sent again. */
    takeDown: (taken = true) => {
      isTakenDown = taken
    },
    editions,
    /** Who published what is sent. */
    publishers,
    /** From here on there are about so many readers. */
    grow: (now: number) => {
      readersNow = now
    },
    subscribers,
    sweep,
    report,
    /** What a person may do. */
    control,
    /** A person has the uncertain sent again, once no worker can be sending. */
    resend: async () => {
      clock += 20 * 60_000
      return control.resolve(`${issue.id}--digest`, 'resend')
    },
    /** Starts the send and works until nothing is left in the queues and the sweeper finds nothing to do. */
    run: async () => {
      let started = false
      while (!started) {
        started = true
        await survive(
          () => schedule({ kind: 'release', issue: issue.id, release: issue.release! }),
          () => {
            started = false
          },
        )
      }
      for (let round = 0; round < 6; round += 1) {
        await drain()
        clock += 20 * 60_000
        await survive(sweep, () => {})
        const isQuiet = planQueue.length + batchQueue.length === 0
        if (!isQuiet || (await plain.openSends.list()).open.length > 0) continue
        // Nothing is left to do: the rest of the time passes at once.
        clock += (5 - round) * 20 * 60_000
        return
      }
    },
    survive,
    /** Works on what the queues hold, has the sweeper look once, and works on what it finds. */
    work: async () => {
      await drain()
      clock += 61_000
      await survive(sweep, () => {})
      await drain()
    },
    status: async (id = `${issue.id}--digest`) =>
      createStatus({ rangeSums: plainSums, time })((await plain.sends.get(id))!),
  }
}

const hasCrash = (error: unknown): boolean =>
  error instanceof Crash ||
  (error instanceof AggregateError && error.errors.some(hasCrash)) ||
  (error instanceof Error && error.cause !== undefined && hasCrash(error.cause))
