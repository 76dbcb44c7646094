import { randomUUID } from 'node:crypto'
import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import type { PublishedIssue } from '../../../functions/edition/model/edition.table.ts'
import { createAnnounce } from '../../../functions/events/announce.ts'
import { createOwedEvents } from '../../../functions/events/owed-events.table.ts'
import { createQueueOwed } from '../../../functions/events/queue-owed-events.ts'
import type { Announced } from '../../../functions/events/webhook-event.ts'
import { createChangeReader } from '../../../functions/feedback/change-reader.ts'
import { createSettleAndRefresh } from '../../../functions/feedback/settle-and-refresh.ts'
import { createTakeInEvent } from '../../../functions/feedback/take-in-event.ts'
import type { Timer } from '../../../functions/mail/guarded-request-handler.ts'
import { askQuota, createMailer } from '../../../functions/mail/mailer.ts'
import { createEraseReader } from '../../../functions/privacy/erase-reader.ts'
import { createDeadline } from '../../../functions/runtime/clocks.ts'
import { createDatabaseClock } from '../../../functions/runtime/database-clock.ts'
import { defined } from '../../../functions/runtime/defined.ts'
import { createControl } from '../../../functions/sending/control/control-send.ts'
import { createLiveRate } from '../../../functions/sending/deliver/account-rate.ts'
import { createDeliverMore } from '../../../functions/sending/deliver/deliver-more-batches.ts'
import { createPost } from '../../../functions/sending/deliver/post-digest.ts'
import { createPace } from '../../../functions/sending/deliver/reserve-account-rate.ts'
import { createWelcomeTurn } from '../../../functions/sending/deliver/should-deliver-welcome.ts'
import { announcingEnds, announcingSends } from '../../../functions/sending/ledger/announcing-sends.ts'
import { createApplyReports } from '../../../functions/sending/ledger/apply-reports.ts'
import type {
  BatchMessage,
  PlanMessage,
  SchedulingMessage,
} from '../../../functions/sending/ledger/queue-messages.ts'
import { createRangeSums } from '../../../functions/sending/ledger/range-sums.ts'
import type { Send } from '../../../functions/sending/ledger/send.ts'
import { createPlan } from '../../../functions/sending/plan/plan.ts'
import { createCorrect } from '../../../functions/sending/schedule/correct-send.ts'
import { createRequestSend } from '../../../functions/sending/schedule/request-send.ts'
import { createSchedule } from '../../../functions/sending/schedule/schedule.ts'
import { createWelcome } from '../../../functions/sending/schedule/welcome.ts'
import { createStatus } from '../../../functions/sending/status/status.ts'
import { createSweep } from '../../../functions/sending/watch/sweep.ts'
import { createSweepErasures } from '../../../functions/sending/watch/sweep-erasures.ts'
import { createSweepForgetting } from '../../../functions/sending/watch/sweep-forgetting.ts'
import { createSweepMoves } from '../../../functions/sending/watch/sweep-moves.ts'
import { createAskMove } from '../../../functions/subscription/states/ask-move.ts'
import { createConfirm } from '../../../functions/subscription/states/confirm.ts'
import { createMove } from '../../../functions/subscription/states/confirm-move.ts'
import { createMovesTable } from '../../../functions/subscription/states/moves.table.ts'
import { createPreferences } from '../../../functions/subscription/states/preferences.ts'
import { announcingSubscribers } from '../../../functions/subscription/states/reader-webhook-event.ts'
import { createStanding } from '../../../functions/subscription/states/readers-by-any-id.ts'
import { createSubscribersTable } from '../../../functions/subscription/states/subscriber.table.ts'
import { personIn } from '../../../functions/subscription/states/subscriber.ts'
import { createUnsubscribe } from '../../../functions/subscription/states/unsubscribe.ts'
import { ledgerTables } from '../../ledger-tables.ts'
import { idOf as idAnywhere } from '../../reader-ids.ts'
import type { Chance } from '../engine/chance.ts'
import type { Handler } from '../engine/lambda.ts'
import type { Caller } from '../engine/network.ts'
import { connected } from '../ses/connect.ts'
import type { Ses, SesReport } from '../ses/ses.ts'
import { beginning, purpose, send } from './magazine.ts'
import { shards } from './scale.ts'
import type { Deed } from './story.ts'
import { times } from './times.ts'

/** What the functions of the service depend on. */
export type Outside = {
  chance: Chance
  ses: Ses
  /** A database client for a sandbox, which reports the time in the database's responses to a clock. */
  database: (caller: Caller, heard: ReturnType<typeof createDatabaseClock>['heard']) => DynamoDBClient
  batchQueue: (caller: Caller) => { send(messages: BatchMessage[], delaySeconds?: number): Promise<void> }
  planQueue: (caller: Caller) => { send(messages: PlanMessage[]): Promise<void> }
  schedulingQueue: (caller: Caller) => { send(messages: SchedulingMessage[]): Promise<void> }
  scheduleOnce: (caller: Caller, at: number, message: SchedulingMessage) => Promise<void>
  /** The issues that are currently published. */
  issues: () => PublishedIssue[]
  /** Who published these editions, by language. */
  publishersOf: (editions: Readonly<Record<string, string>>) => { by: string }[]
  webhookQueue: (caller: Caller) => { send(messages: Announced[], delaySeconds?: number): Promise<void> }
  /** Webhooks want to be told of everything. */
  isAnnounced: boolean
  /** Called when somebody has looked at the send about which they ask for something. */
  saw: (deed: string, send: Send, editions: Readonly<Record<string, string>> | undefined) => void
  /** Shards that never hold anybody, for which the database is not asked. */
  isEmptyShard: (shard: string) => boolean
  ranges: number
  /** The warm-up slices that a send is frozen with. */
  slices: number[] | undefined
  /** Sends to more readers wait for a second person. */
  approveAbove: number | undefined
  /** How long a planner works before it leaves the rest to another message, ms; 0: one step. */
  planMs: number
}

/** What a sandbox creates at its cold start, as each `*.handler.ts` does. */
const partsOf = (outside: Outside, caller: Caller) => {
  const { clocks, sleep } = caller.sandbox
  const time = createDatabaseClock(clocks)
  const client = outside.database(caller, time.heard)
  const owed = createOwedEvents(client, 'subscribers')
  const webhookQueue = outside.webhookQueue(caller)
  const announce = outside.isAnnounced
    ? createAnnounce({ queue: webhookQueue, owe: owed.add, now: clocks.wall, onTrouble: () => {} })
    : async () => {}
  const table = announcingSubscribers(createSubscribersTable(client, 'subscribers'), announce)
  const nobody = Promise.resolve({ subscribers: [] })
  const token = () => randomUUID().slice(-6)
  const tables = ledgerTables(client, 'ledger')
  const subscribers = {
    ...table,
    page: (shard: string, after?: string, limit?: number) =>
      outside.isEmptyShard(shard) ? nobody : table.page(shard, after, limit),
  }
  return {
    client,
    clocks,
    time,
    now: clocks.wall,
    sleep,
    random: outside.chance.next,
    token,
    ...tables,
    sends: announcingSends(tables.sends, announce),
    openSends: announcingEnds(tables.openSends, announce),
    queueOwed: createQueueOwed({ owed, queue: webhookQueue }),
    rangeSums: createRangeSums({ ...tables, token, time }),
    subscribers,
    moves: createMovesTable(client, 'subscribers'),
    latest: time.latest,
    standing: createStanding({ subscribers: table, latest: time.latest }),
    editions: {
      issue: async (id: string): Promise<PublishedIssue | undefined> => {
        await askFor(client, id)
        return outside.issues().find((one) => one.id === id)
      },
      issues: async () => {
        await askFor(client, 'all')
        return outside.issues()
      },
      isTakenDown: async () => false,
    },
    links: {
      verify: (subscriber: string, purpose?: string) => {
        // One sign-up waits here at the most: its link names none, as links of before there were marks.
        const of = purpose === 'confirm' ? '' : send
        return {
          outcome: 'valid',
          claim: { purpose: 'unsubscribe', subscriber, send: of, expires: 0 },
        } as const
      },
    },
  }
}

/** Published issues are not stored here; asking for them is a database call all the same, which may fail or be slow. */
const askFor = (client: DynamoDBClient, id: string) =>
  client.send(new GetItemCommand({ TableName: 'ledger', Key: { pk: { S: 'issue' }, sk: { S: id } } }))

/** The id of an address, in a shard that is planned. */
const idOf = async (address: string) => {
  const id = await idAnywhere(address)
  const shard = shards[Number.parseInt(id.slice(0, 2), 16) % shards.length]!
  return `${shard}${id.slice(2)}` as typeof id
}

const timerOf =
  ({ sandbox }: Caller): Timer =>
  (ms, act) => {
    let isOff = false
    void sandbox.sleep(ms).then(() => isOff || act())
    return () => {
      isOff = true
    }
  }

/** The functions: what their sandboxes do at the start, and with each event. */
export const createFunctions = (outside: Outside) => {
  const { ses } = outside
  return {
    deliver: (caller: Caller): Handler<BatchMessage> => {
      const parts = partsOf(outside, caller)
      const timer = timerOf(caller)
      const mailer = connected(ses.lineOf(caller), () => createMailer('set', parts.clocks, timer))
      const post = createPost({
        // The simulated SES does not see bytes: a tag says which edition is in them.
        mailer: {
          send: (mail, mayCall) =>
            mailer.send({ ...mail, tags: { ...mail.tags, edition: String(mail.raw) } }, mayCall),
        },
        digests: async (_, __, hash) => hash as never,
        messages: (digest) => [Buffer.from(String(digest))],
        from: 'matrix@news.example.org',
      })
      const deliver = createDeliverMore({
        ...parts,
        post,
        pace: createPace(parts),
        rate: createLiveRate({ ...parts, ask: mailer.rate, shared: parts.reserved }),
        welcomeTurn: createWelcomeTurn(parts),
        queue: outside.batchQueue(caller),
        refreshSums: parts.rangeSums.refresh,
      })
      return async (message) => {
        const deadline = createDeadline(parts.clocks, times.worker)
        mailer.forgetConnections()
        return deliver(message.send, message.batch, deadline)
      }
    },

    plan: (caller: Caller): Handler<PlanMessage> => {
      const parts = partsOf(outside, caller)
      const queues = { queue: outside.batchQueue(caller), planQueue: outside.planQueue(caller) }
      const plan = createPlan({ ...parts, ...queues })
      return async ({ send: id, range }) => plan(id, range, createDeadline(parts.clocks, outside.planMs))
    },

    schedule: (caller: Caller): Handler<SchedulingMessage> => {
      const parts = partsOf(outside, caller)
      return createSchedule({
        ...parts,
        subscribers: { ...parts.subscribers, estimate: async () => outside.ranges * 4_000 },
        queue: outside.planQueue(caller),
        scheduleOnce: (_, at, __, message) => outside.scheduleOnce(caller, Date.parse(`${at}Z`), message),
        instantOf: (local) => Date.parse(`${local}Z`),
        timeZone: 'UTC',
        tracking: { opens: false, clicks: false },
        slicesFor: async () => outside.slices,
        notify: async () => {},
        welcome: createWelcome({
          ...parts,
          queue: outside.batchQueue(caller),
          series: [{ days: 0, issue: 'latest' }],
        }),
        isForWelcome: () => false,
      })
    },

    sweep: (caller: Caller): Handler<unknown> => {
      const parts = partsOf(outside, caller)
      const sweep = createSweep({
        ...parts,
        sweepMoves: createSweepMoves(parts),
        sweepErasures: createSweepErasures(parts),
        sweepForgetting: async () => {},
        planQueue: outside.planQueue(caller),
        batchQueue: outside.batchQueue(caller),
        schedulingQueue: outside.schedulingQueue(caller),
        quota: () => connected(ses.lineOf(caller), () => askQuota()),
        notify: async () => {},
        warn: () => {},
        hintAgainMs: times.hintAgain,
      })
      return async () => sweep(createDeadline(parts.clocks, times.sweepRound))
    },

    feedback: (caller: Caller): Handler<SesReport> => {
      const parts = partsOf(outside, caller)
      const takeIn = createSettleAndRefresh({
        settle: createApplyReports(parts),
        refresh: parts.rangeSums.refresh,
      })
      const takeInEvent = createTakeInEvent({
        changeReader: createChangeReader({ ...parts, idOf }),
        report: async (one) => (await takeIn(one.send, one.batch, [one]))[0]!,
      })
      return async ({ event }) => void (await takeInEvent(event))
    },

    /** Everything that people ask for, by the admin's API and the readers' forms. */
    api: (caller: Caller): Handler<Deed & { about: string; test?: string }> => {
      const parts = partsOf(outside, caller)
      const queue = outside.schedulingQueue(caller)
      const controlAs = (token: () => string) =>
        createControl({
          ...parts,
          token,
          subscribers: { estimate: async () => outside.ranges * 4_000 },
          publishersOf: async (issue, editions) => {
            await askFor(parts.client, issue)
            return outside.publishersOf(editions)
          },
          status: createStatus(parts),
          queue,
          resolveAfterMs: times.resolveAfter,
        })
      const request = createRequestSend({ ...parts, queue, approveAbove: outside.approveAbove })
      const correct = createCorrect({ ...parts, request })
      const byLinks = { ...parts, subscribers: parts.standing }
      const unsubscribe = createUnsubscribe(byLinks)
      const preferences = createPreferences(byLinks)
      const forget = createSweepForgetting({
        ...parts,
        // Years have passed, and nobody has looked yet.
        keptMs: 1,
        retention: { get: () => parts.retention.get().then(() => undefined), set: async () => {} },
      })
      const erase = createEraseReader({
        ...parts,
        counters: { forget: async () => {} },
        noteInbox: async () => {},
        // Here whoever asks names the reader's id.
        idOf: (id) => id,
      })
      const confirm = createConfirm({
        confirmedNow: () => Math.floor(parts.time.likely()),
        ...byLinks,
        announce: (subscriber, at) => queue.send([{ kind: 'confirmed', subscriber, at }]),
      })
      return async ({
        what,
        reader = '',
        topics = [],
        language = 'en',
        forMs = 0,
        to,
        about: id,
        test,
        rule,
        who = 'ada',
        languages,
        isAgain,
        dueMs,
        decidesMs,
      }) => {
        const deed = parts.token()
        const control = controlAs(decidesMs === undefined ? parts.token : () => deed)
        const asSeen = decidesMs === undefined ? undefined : await parts.sends.get(id)
        // As the API reads them for the ETag.
        const editions =
          asSeen && !asSeen.frozen ? (await parts.editions.issue(asSeen.issue))?.editions : undefined
        if (asSeen) {
          outside.saw(deed, asSeen, editions)
          await parts.sleep(decidesMs!)
        }
        switch (what) {
          case 'request':
            return request({
              by: who,
              issue: outside.issues()[0]!.id,
              ...(test && { test: { address: test } }),
              ...(dueMs !== undefined && { at: new Date(beginning + dueMs).toISOString() }),
              ...(rule && { purpose, filter: { segment: { rule } } }),
            })
          case 'ask-anew': {
            const cancelledAt = (await parts.sends.get(id))?.cancelledAt
            if (!cancelledAt) return { outcome: 'nothing-to-take-back' }
            return request({
              issue: outside.issues()[0]!.id,
              purpose: id.slice('m--'.length),
              anew: cancelledAt,
              by: who,
            })
          }
          case 'correct': {
            // It is about the correction then, whose cancel it takes back.
            const again = isAgain ? await parts.sends.get(id) : undefined
            return correct({
              source: again?.filter?.corrects?.send ?? id,
              by: who,
              ...defined({ languages, anew: again?.cancelledAt }),
            })
          }
          case 'unsubscribe':
            return unsubscribe.unsubscribe(reader)
          case 'choose':
            return preferences.save(reader, { language, topics })
          case 'pause-reader':
            return preferences.pause(reader, new Date(parts.now() + forMs).toISOString())
          case 'unpause-reader':
            return preferences.unpause(reader)
          case 'confirm':
            return confirm.confirm(reader)
          case 'forget':
            await forget(createDeadline(parts.clocks, times.sweepRound), (why, cause) => {
              throw new Error(why, { cause })
            })
            return { outcome: 'done' }
          case 'erase':
            return erase(reader)
          case 'move': {
            // Whoever stands by this id now asks for it, and confirms it at once.
            const person = personIn(await parts.standing.get(reader))
            if (!person) return { outcome: 'nobody' }
            const mover = person.id
            const { id, email } = to!
            const askMove = createAskMove({ ...parts, idOf: (one) => (one === email ? id : idOf(one)) })
            const asked = await askMove(person, email)
            if (asked.outcome !== 'asked') return asked
            const verify = () =>
              ({
                outcome: 'valid',
                claim: { purpose: 'move', subscriber: mover, send: asked.newAddress.id, expires: 0 },
              }) as const
            return createMove({ ...parts, links: { verify } }).move('')
          }
          case 'approve':
            return control.approve(id, { by: who }, asSeen && { send: asSeen, ...defined({ editions }) })
          case 'resend':
          case 'write-off':
            return control.resolve(id, what, asSeen)
          default:
            return control[what](id, asSeen)
        }
      }
    },
  }
}
