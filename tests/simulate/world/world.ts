import { marshall } from '@aws-sdk/util-dynamodb'
import { correctionIdOf } from '../../../functions/sending/ledger/correction-id.ts'
import type {
  BatchMessage,
  PlanMessage,
  SchedulingMessage,
} from '../../../functions/sending/ledger/queue-messages.ts'
import { sendIdOf } from '../../../functions/sending/ledger/send.ts'
import { createClient } from '../database/client.ts'
import { createMemoryDatabase } from '../database/memory-database.ts'
import { noChance } from '../engine/chance.ts'
import { createEngine } from '../engine/engine.ts'
import type { Happening } from '../engine/events.ts'
import { createPool, type Ended, type Handler, type Pool } from '../engine/lambda.ts'
import { createMishaps } from '../engine/mishaps.ts'
import { type Caller, createNetwork, Refused } from '../engine/network.ts'
import { createQueue } from '../engine/queue.ts'
import type { Act, Happened, SendIs } from '../history.ts'
import { createSes, type SesReport } from '../ses/ses.ts'
import { drawStory } from './draw-story.ts'
import { createFunctions } from './functions.ts'
import { beginning, createMagazine, purpose, send } from './magazine.ts'
import { happenedOf, versionOf } from './record.ts'
import type { Deed, Person, Story } from './story.ts'
import type { ThemeName } from './themes.ts'
import { times } from './times.ts'
import { createUnreadable } from './unreadable.ts'

export type WorldOptions = {
  seed: number
  trace?: (line: string) => void
  /** The theme of the story, instead of what the seed draws. */
  dwell?: ThemeName
  /** The story, instead of what the seed draws. */
  story?: Story
  /** For a search, which chooses what happens next. */
  choose?: (enabled: readonly Happening[]) => Happening
}

/** The whole service in one process, on virtual time, with mishaps, and the people who use it. */
export const createWorld = ({ seed, trace, dwell, story: told, choose }: WorldOptions) => {
  const engine = createEngine({
    seed,
    from: beginning,
    ...(trace && { trace }),
    ...(choose && { choose, chance: noChance }),
  })
  const { chance } = engine
  const story = told ?? drawStory(chance, beginning, dwell)
  const mishaps = createMishaps(engine, story)
  const network = createNetwork(engine, mishaps)
  const events: Happened[] = []
  const record = (event: Happened) => void events.push(event)

  /** The sandbox whose database call is taking effect. */
  let writer = ''
  const database = createMemoryDatabase({
    tables: {
      ledger: { partition: 'pk', sort: 'sk' },
      subscribers: { partition: 'shard', sort: 'id' },
    },
    now: engine.now,
    itemCount: () => story.ranges * 4_000,
    written: (write) => {
      const happened = happenedOf(engine.now(), write)
      if (happened) record(happened.is === 'batch' ? { ...happened, sandbox: writer } : happened)
      if (engine.isTracing)
        engine.note(`  -> ${write.table} ${write.pk}/${write.sk} ${JSON.stringify(happened ?? write.after)}`)
    },
  })

  /** The current invocation of each sandbox. */
  const runs = new Map<string, string>()
  const takesEffect = (sandbox: string) => {
    writer = sandbox
  }
  const ses = createSes({
    engine,
    mishaps,
    record,
    account: {
      rate: story.rate,
      daily: story.daily,
      throttled: story.throttled,
      slowSigning: story.slowSigning,
      ...(story.troubled && { troubled: story.troubled }),
      refused: new Set(story.refused),
      odd: new Set(story.odd),
      unreported: story.unreported,
      ...(story.reportedWithin && { reportedWithin: story.reportedWithin }),
      complained: story.complained,
    },
    report: (report) => feedback.put(report),
    runOf: ({ sandbox }) => runs.get(sandbox.name) ?? sandbox.name,
  })

  const magazine = createMagazine({ publisher: story.publisher, now: engine.now }, record)
  const isDeaf = (): boolean => {
    const { from, to, refuses } = story.deaf ?? { from: 0, to: 0, refuses: 0 }
    const since = engine.now() - beginning
    return since >= from && since < to && mishaps.is(refuses)
  }
  const everywhere = [...story.people, ...story.deeds.flatMap(({ to }) => to ?? [])]
  const shards = new Set(everywhere.map(({ id }) => id.slice(0, 2)))
  // Who moves to an address that its reader has left gets an id that no story names.
  const isMovedIn = story.deeds.some(({ what }) => what === 'move')
  const functions = createFunctions({
    chance,
    ses,
    database: (caller, heard) =>
      createClient({ engine, network, mishaps, database, takesEffect }, caller, heard),
    batchQueue: (caller) => batches.sender(caller),
    planQueue: (caller) => plans.sender(caller),
    schedulingQueue: (caller) => scheduling.sender(caller),
    scheduleOnce: (caller, at, message) =>
      network.persist(caller, {
        what: 'CreateSchedule',
        args: message,
        isWrite: true,
        timeoutMs: 5_000,
        effect: () =>
          void engine.at(at + chance.between(0, 60_000), 'a schedule fires', () => scheduling.put(message)),
      }),
    issues: magazine.issues,
    publishersOf: magazine.publishersOf,
    isAnnounced: story.isAnnounced ?? false,
    webhookQueue: (caller) => ({
      send: (messages) =>
        network.persist(caller, {
          what: 'SQS webhooks',
          args: messages,
          isWrite: true,
          timeoutMs: 5_000,
          effect: () => {
            if (isDeaf()) throw new Refused('SQS webhooks')
            for (const { event } of messages) {
              const { at: since, ...what } = event
              record({ is: 'announced', at: engine.now(), how: 'queued', ...what, since })
            }
          },
        }),
    }),
    saw: (deed, one, editions) =>
      record({
        ...{ is: 'saw', at: engine.now(), deed, send: one.id, version: versionOf(one) },
        ...(editions && { editions: Object.values(editions) }),
      }),
    isEmptyShard: (shard) => !isMovedIn && !shards.has(shard),
    ranges: story.ranges,
    approveAbove: story.above,
    slices: story.test ? undefined : story.slices,
    planMs: story.planMs,
  })

  const pools: Pool<never>[] = []
  const begun: Record<string, number> = {}
  const poolOf = <Event>(
    name: string,
    start: (caller: Caller) => Handler<Event>,
    { concurrency = 1, timeoutMs = times.others, mostIdleMs = times.idle } = {},
  ): Pool<Event> => {
    const pool = createPool<Event>(engine, mishaps, {
      name,
      timeoutMs,
      concurrency,
      mostIdleMs,
      start,
      wallOff: () => (story.clocksOff ? chance.between(-story.clocksOff, story.clocksOff) : 0),
      began: (run, sandbox) => {
        runs.set(sandbox, run)
        begun[name] = (begun[name] ?? 0) + 1
        record({ is: 'run', at: engine.now(), run, sandbox, of: name, how: 'began' })
      },
      frozen: (run) => record({ is: 'run', at: engine.now(), run, of: name, how: 'frozen' }),
      ended: (run, how) => record({ is: 'run', at: engine.now(), run, of: name, how }),
    })
    pools.push(pool as unknown as Pool<never>)
    return pool
  }
  const parts = { network, mishaps }
  const queueOf = <Message>(name: string, pool: Pool<Message>, handled?: (message: Message) => void) =>
    createQueue<Message>(engine, parts, {
      name,
      pool,
      visibilityMs: times.visibility,
      repeated: story.repeated,
      mostReceives: 5,
      ...(handled && { handled }),
    })
  const delivers = poolOf<BatchMessage>('deliver', functions.deliver, {
    concurrency: story.workers,
    timeoutMs: times.worker,
    // What a worker does when it is thawed, however late, is the point of this.
    mostIdleMs: Infinity,
  })
  const planners = poolOf<PlanMessage>('plan', functions.plan, { concurrency: 2 })
  const schedulers = poolOf<SchedulingMessage>('schedule', functions.schedule)
  const feedbacks = poolOf<SesReport>('feedback', functions.feedback, { concurrency: 2 })
  const sweepers = poolOf<unknown>('sweep', functions.sweep, { concurrency: 2 })
  const apis = poolOf<Deed & { about: string; test?: string }>('api', functions.api, { concurrency: 9 })

  const batches = queueOf('batches', delivers)
  const plans = queueOf('plans', planners)
  const scheduling = queueOf('scheduling', schedulers)
  const feedback = queueOf('feedback', feedbacks, ({ call }) =>
    record({ is: 'reported', at: engine.now(), call }),
  )
  const queues = [batches, plans, scheduling, feedback]

  /** Sends a person's request, whose outcome may be reported back. */
  let acts = 0
  const ask = (deed: Omit<Deed, 'at'>, told?: (how: Act['how'], answer: unknown) => void) => {
    const act = ++acts
    const { reader, rule, who, ofCorrection, languages, isAgain } = deed
    // By the cancel that it names.
    const what = isAgain ? 'ask-anew' : deed.what
    // Determined now, because by the time it is done there may be another test.
    const about = story.test
      ? testId()
      : rule
        ? sendIdOf('m', purpose)
        : ofCorrection && what !== 'correct'
          ? correctionIdOf(send, ofCorrection)
          : send
    const of = {
      ...{ act, what, send: about },
      ...(reader && { reader }),
      ...(who && { who }),
      ...(languages && { languages }),
    }
    record({ is: 'act', at: engine.now(), how: 'asked', ...of })
    apis.invoke({ ...deed, at: 0, about, ...(story.test && { test: story.test }) }, (how, answer) => {
      const outcome = (answer as { outcome?: string } | undefined)?.outcome ?? ''
      const came = how !== 'answered' ? 'failed' : isDone(outcome) ? 'done' : 'refused'
      record({ is: 'act', at: engine.now(), how: came, ...of })
      told?.(came, answer)
    })
  }
  const testId = () =>
    events.find((event): event is SendIs => event.is === 'send' && !!event.test)?.send ?? send

  const settle = (people: Person[]) => {
    for (const { id, email, status, confirmedAt, topics = [], language = 'en' } of people) {
      const at = new Date(confirmedAt).toISOString()
      const state = {
        active: { confirmedAt: at },
        pending: { expires: beginning / 1_000 + 86_400, mailedAt: at, mails: 1 },
        unsubscribed: { since: at },
        suppressed: { cause: 'bounce', since: at },
      }[status]
      const item = {
        ...{
          shard: id.slice(0, 2),
          id,
          email,
          language,
          topics,
          status,
          createdAt: at,
          revision: 1,
        },
        consent: { at, form: '/subscribe', wording: 'Yes.' },
        ...state,
      }
      const Item = marshall(item)
      database.table('subscribers').put(Item, Item, beginning - 60_000)
      record(
        happenedOf(beginning - 60_000, {
          table: 'subscribers',
          pk: '',
          sk: id,
          before: undefined,
          after: Item,
        })!,
      )
    }
  }

  return {
    engine,
    mishaps,
    story,
    events,
    record,
    ses,
    database,
    ask,
    settle,
    sweep: (done?: (how: Ended) => void) => sweepers.invoke({}, (how) => done?.(how)),
    publishAgain: magazine.publishAgain,
    unreadable: createUnreadable(database, engine.now),
    redrive: () => {
      for (const queue of queues) queue.redrive()
    },
    queues,
    pools,
    /** Sandboxes of `deliver` that are awake in the middle of something. */
    workers: () => delivers.callers.filter(({ sandbox }) => sandbox.state() === 'awake'),
    /** The number of messages delivered to their functions so far. */
    batchesAreAsked: () => begun.deliver ?? 0,
    plansAreAsked: () => begun.plan ?? 0,
    /** Kills a sandbox that is handling a request, if there is one. */
    killRequest: () => {
      const awake = apis.callers.filter(({ sandbox }) => sandbox.state() === 'awake')
      if (awake.length === 0) return
      const { sandbox, keeper } = chance.pick(awake)
      mishaps.kill(sandbox, keeper)
    },
    /** Sends a second message for the first range. */
    planAgain: () => plans.put({ send, range: 0 }),
    isQuiet: () => queues.every((queue) => queue.isEmpty()) && pools.every((pool) => pool.busy() === 0),
    hasDead: () => queues.some(({ dead }) => dead.length > 0),
  }
}
export type World = ReturnType<typeof createWorld>

/** Outcomes that mean that it is so now, whoever did it. */
const isDone = (outcome: string): boolean =>
  [
    'done',
    'saved',
    'already',
    'waits-for-quota',
    'waits-for-approval',
    'made',
    'already-made',
    'asked-anew',
    'ended',
    'subscribed',
    'moved',
    'not-subscribed',
  ].includes(outcome)
