import { marshall } from '@aws-sdk/util-dynamodb'
import { createDeadline } from '../../../functions/runtime/clocks.ts'
import { createDatabaseClock } from '../../../functions/runtime/database-clock.ts'
import { createLiveRate, shareOfSends } from '../../../functions/sending/deliver/account-rate.ts'
import { createDeliverMore } from '../../../functions/sending/deliver/deliver-more-batches.ts'
import { createPace } from '../../../functions/sending/deliver/reserve-account-rate.ts'
import type { Post } from '../../../functions/sending/deliver/send-batch-mails.ts'
import { createWelcomeTurn } from '../../../functions/sending/deliver/should-deliver-welcome.ts'
import { rangesFor } from '../../../functions/sending/ledger/plan-sizes.ts'
import type { BatchMessage } from '../../../functions/sending/ledger/queue-messages.ts'
import { createRangeSums } from '../../../functions/sending/ledger/range-sums.ts'
import { createPlan } from '../../../functions/sending/plan/plan.ts'
import { createSweep } from '../../../functions/sending/watch/sweep.ts'
import { createSubscribersTable } from '../../../functions/subscription/states/subscriber.table.ts'
import { anActiveReader } from '../../builders.ts'
import { ledgerTables } from '../../ledger-tables.ts'
import { createMemoryDatabase } from '../../simulate/database/memory-database.ts'
import { inMacrotask } from '../../simulate/engine/drain.ts'
import { createEngine } from '../../simulate/engine/engine.ts'
import { createSandbox } from '../../simulate/engine/sandbox.ts'

export type SentOnVirtualTime = {
  /** Of the rate that is granted to sends, from the first mail to the last, percent. */
  usedPercent: number
  accepted: number
  /** Readers who were left uncertain, waiting or failed. */
  notAccepted: number
  throttled: number
  invocations: number
  workerSeconds: number
  writeUnits: number
  readUnits: number
  queueCalls: number
}

const begin = Date.parse('2026-12-01T01:00:00Z')
const databaseMs = 5
const sesMs = { least: 60, most: 200 }
/** As infra/sending.ts has them. */
const workers = 8
const workerMs = 120_000
const sweepEveryMs = 60_000
const send = 'm--digest'

/** SES as it grants a rate: one message every 1000 / rate ms, and no burst but for a few ms of unevenness on the way. */
const createStrictSes = (now: () => number, rate: number) => {
  let free = 0
  const gapMs = 1000 / rate
  return {
    take: (): boolean => {
      if (free > now() + Math.min(gapMs / 2, 20) + 5) return false
      free = Math.max(free, now()) + gapMs
      return true
    },
  }
}

/** One send of an issue, planned, delivered and swept by the production use cases, in a world where nothing fails. */
export const sendOnVirtualTime = async ({
  rate,
  audience,
}: {
  rate: number
  audience: number
}): Promise<SentOnVirtualTime> => {
  const engine = createEngine({ seed: 1, from: begin })
  const counts = { invocations: 0, workerMs: 0, writeUnits: 0, readUnits: 0, queueCalls: 0, throttled: 0 }
  const database = createMemoryDatabase({
    tables: { ledger: { partition: 'pk', sort: 'sk' }, subscribers: { partition: 'shard', sort: 'id' } },
    now: engine.now,
    written: ({ before, after }) => {
      // DynamoDB charges for the larger of the item before and after, by the KB.
      counts.writeUnits += Math.ceil(Math.max(sizeOf(before), sizeOf(after)) / 1024)
    },
  })
  const ses = createStrictSes(engine.now, rate)
  const mailedAt: number[] = []

  /** What a function has in a sandbox of its own. */
  const partsOf = (name: string) => {
    const { clocks, sleep, later } = createSandbox(engine, { name })
    const time = createDatabaseClock(clocks)
    const wait = (ms: number) => new Promise<void>((resolve) => later('network', ms, name, resolve))
    const client = {
      send: async (command: { input: object; constructor: { name: string } }) => {
        const askedAt = { wall: clocks.wall(), monotonic: clocks.monotonic() }
        await wait(databaseMs / 2)
        const isRead = /^(Get|BatchGet|Query)/.test(command.constructor.name)
        const date = Math.floor(engine.now() / 1000) * 1000
        try {
          const answer = database.execute(command, {})
          if (isRead) counts.readUnits += unitsRead(answer)
          return answer
        } finally {
          await wait(databaseMs / 2)
          time.heard(date, askedAt)
        }
      },
    } as never
    const tables = ledgerTables(client, 'ledger')
    const token = () => String(engine.chance.next())
    return {
      ...tables,
      ...{ clocks, sleep, wait, time, token, random: engine.chance.next },
      subscribers: createSubscribersTable(client, 'subscribers'),
      rangeSums: createRangeSums({ ...tables, token, time }),
    }
  }

  const queue: string[] = []
  let busy = 0
  const hint = (messages: BatchMessage[], delaySeconds = 0) => {
    counts.queueCalls += Math.ceil(messages.length / 10) + 2 * messages.length
    engine.after(delaySeconds * 1000 + 20, 'a hint is seen', () => {
      queue.push(...messages.map(({ batch }) => batch))
      pump()
    })
    return Promise.resolve()
  }
  const idle: ReturnType<typeof workerOf>[] = []
  let made = 0
  const workerOf = (number: number) => {
    const parts = partsOf(`deliver${number}`)
    const post: Post = async (_, reader) => ({
      outcome: 'ready',
      send: async (mayCall) => {
        if (!mayCall()) return { outcome: 'not-called' }
        const ms = engine.chance.between(sesMs.least, sesMs.most)
        const began = engine.now()
        await parts.wait(20)
        const isTaken = ses.take()
        if (isTaken) mailedAt.push(began)
        else counts.throttled += 1
        await parts.wait(ms - 20)
        return isTaken ? { outcome: 'accepted', id: reader.id } : { outcome: 'throttled' }
      },
    })
    const deliver = createDeliverMore({
      ...parts,
      post,
      pace: createPace(parts),
      rate: createLiveRate({ ...parts, shared: parts.reserved, ask: async () => rate }),
      welcomeTurn: createWelcomeTurn(parts),
      queue: { send: hint },
      refreshSums: parts.rangeSums.refresh,
    })
    return (batch: string) => deliver(send, batch, createDeadline(parts.clocks, workerMs))
  }
  const pump = () => {
    while (busy < workers && queue.length > 0) {
      const batch = queue.shift()!
      const worker = idle.pop() ?? workerOf(++made)
      busy += 1
      counts.invocations += 1
      const began = engine.now()
      void worker(batch).then(() => {
        counts.workerMs += engine.now() - began
        idle.push(worker)
        busy -= 1
        pump()
      })
    }
  }

  for (let number = 0; number < audience; number += 1) {
    const reader = anActiveReader(number, { language: 'en' })
    const Item = marshall({ ...reader, shard: reader.id.slice(0, 2) })
    database.table('subscribers').put(Item, Item, begin - 1)
  }
  const admin = partsOf('admin')
  const frozen = {
    at: new Date(begin).toISOString(),
    editions: { en: 'h' },
    topics: [],
    forEverybody: true as const,
    ranges: rangesFor(audience),
  }
  const plan = createPlan({ ...admin, queue: { send: hint }, planQueue: { send: async () => {} } })
  const sweep = createSweep({
    ...admin,
    sweepMoves: async () => {},
    sweepErasures: async () => {},
    sweepForgetting: async () => {},
    queueOwed: async () => {},
    editions: { issue: async () => undefined },
    planQueue: { send: async () => {} },
    batchQueue: { send: hint },
    schedulingQueue: { send: async () => {} },
    quota: async () => ({ rate, max: -1, sent: 0 }),
    notify: async () => {},
    warn: (what, error) => {
      throw new Error(what, { cause: error })
    },
    hintAgainMs: 300_000,
  })
  let failure: unknown
  const start = async () => {
    await admin.sends.create({ id: send, issue: 'm', by: 'bench', requestedAt: frozen.at, holds: {} })
    await admin.openSends.add(send)
    await admin.sends.freeze(send, frozen, {})
    for (let range = 0; range < frozen.ranges; range += 1)
      await plan(send, range, createDeadline(admin.clocks, 60_000))
  }
  const sweepOn = () =>
    engine.after(sweepEveryMs, 'a sweep', () => {
      void sweep(createDeadline(admin.clocks, 30_000)).catch((error) => {
        failure ??= error
      })
      sweepOn()
    })
  const isOver = () =>
    failure !== undefined || mailedAt.length >= audience || engine.now() > begin + longestMs(rate, audience)
  await inMacrotask(() => {
    void start().catch((error) => {
      failure = error
    })
    sweepOn()
    engine.run(isOver, 50_000_000)
    // What is still open ends, and nothing more is begun.
    engine.runUntil(engine.now() + workerMs)
  })
  if (failure) throw failure

  const letters = database
    .table('ledger')
    .list(`send#${send}`)
    .map(({ item }) => item.codes?.S ?? '')
    .join('')
  const accepted = letters.split('a').length - 1
  const seconds = (mailedAt.at(-1)! - mailedAt[0]!) / 1000
  const { workerMs: spentMs, ...rest } = counts
  return {
    ...rest,
    usedPercent: ((mailedAt.length - 1) / seconds / (rate * shareOfSends)) * 100,
    accepted,
    notAccepted: audience - accepted,
    workerSeconds: spentMs / 1000,
  }
}

/** However slowly it goes, a send is over by then, ms. */
const longestMs = (rate: number, audience: number) => (audience / rate) * 3_000 + 600_000

const sizeOf = (item: object | undefined) => (item ? JSON.stringify(item).length * 0.8 : 0)

/** Consistent reads: a unit for each 4 KB of an item or of a query's page, at least one. */
const unitsRead = (answer: object): number => {
  const { Responses } = answer as { Responses?: Record<string, object[]> }
  if (Responses)
    return Object.values(Responses)
      .flat()
      .reduce((sum: number, item) => sum + Math.ceil(sizeOf(item) / 4096), 0)
  return Math.max(1, Math.ceil(sizeOf(answer) / 4096))
}
