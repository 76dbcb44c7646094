import type { Counts } from '../engine/mishaps.ts'
import type { History } from '../history.ts'
import { judge, type Violation } from '../judge.ts'
import { inSchedule } from '../leaks.ts'
import { beginning } from './magazine.ts'
import { scaleOf } from './scale.ts'
import { times } from './times.ts'
import { createWorld, type World, type WorldOptions } from './world.ts'

export type Outcome = {
  seed: number
  violations: Violation[]
  counts: Counts
  /** A digest of every choice and every call. */
  digest: string
  happened: number
  history: History
}

const minute = 60_000
/** More events than this mean an endless loop. */
const most = 40_000

/** Runs one schedule to its end and judges it. Call it in a macrotask. */
export const runSchedule = (options: WorldOptions): Outcome => {
  const world = createWorld(options)
  const { engine, mishaps } = world
  let failure: unknown
  try {
    inSchedule(engine.chance, () => tell(world))
  } catch (error) {
    failure = error
  }
  const { isAnnounced } = world.story
  const rules = { ...rulesOf(options.seed, failure === undefined), ...(isAnnounced && { isAnnounced }) }
  const history: History = { rules, events: world.events }
  const violations = judge(history)
  if (failure) {
    const what = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure)
    violations.push({ rule: 'ends', at: engine.now(), what })
  }
  const { seed } = options
  return {
    seed,
    violations,
    counts: mishaps.counts,
    digest: engine.digest.read(),
    happened: engine.happened(),
    history,
  }
}

/** @param isOver whether everything ended */
export const rulesOf = (seed: number, isOver: boolean): History['rules'] => ({
  freshMs: 2_000,
  // The chunk being called, and the one marked ahead of it.
  chunk: 2 * scaleOf(seed).chunk,
  lifeMs: times.worker + 20_000,
  decideAfterMs: times.resolveAfter,
  isOver,
})

const tell = (world: World) => {
  const { engine, mishaps, story, ask, sweep } = world
  world.settle(story.people)
  let last = 0
  for (const deed of story.deeds) {
    last = Math.max(last, deed.at)
    engine.at(beginning + deed.at, deed.what, () => ask(deed))
  }
  const sweeping = (at: number): void => {
    engine.at(at, 'the minute is over', () => {
      sweep()
      if (!mishaps.isCalm()) sweeping(at + times.sweep * engine.chance.pick([1, 3, 5, 5]))
    })
  }
  sweeping(beginning + engine.chance.between(1, minute))
  for (const at of story.dies) engine.at(beginning + at, 'a request dies', world.killRequest)
  for (const at of story.sweeps) engine.at(beginning + at, 'the sweeper is started', () => sweep())
  for (const publishing of story.republished)
    engine.at(beginning + publishing.at, 'the issue is published again', () => world.publishAgain(publishing))
  for (const { row, from, to } of story.unreadable) {
    engine.at(beginning + from, `a ${row} is spoiled`, () =>
      world.unreadable.spoil(row, engine.chance.next()),
    )
    engine.at(beginning + to, 'all rows are mended', world.unreadable.mend)
  }
  engine.at(beginning + story.quotaFreeAt, 'the day is over', world.ses.freeQuota)
  step(world, beginning + Math.max(last, 5 * minute) + engine.chance.between(0, 10 * minute))
  mishaps.calm()
  comeToAnEnd(world)
}

const step = ({ engine }: World, until: number) => {
  const before = engine.happened()
  engine.runUntil(until)
  if (engine.happened() - before > most) throw new Error('It goes round in circles')
}

/** Finishes what is left without mishaps; then people do their part. */
export const comeToAnEnd = (world: World) => {
  const { engine, ses, ask, story } = world
  if (story.troubled) story.troubled.to = engine.now()
  if (story.deaf) story.deaf.to = engine.now() - beginning
  world.unreadable.mend()
  rest(world)
  if (ses.isQuotaUsedUp()) {
    ses.freeQuota()
    rest(world)
  }
  ask({ what: 'resume' })
  rest(world)
  if (story.above !== undefined) {
    ask({ what: 'approve', who: 'cat' })
    rest(world)
  }
  // It was begun, or was to: whoever died in it is followed by the next.
  if (story.deeds.some(({ what }) => what === 'forget'))
    for (const _ of [1, 2]) {
      // Whoever is uncertain is given up only after a while, by clocks that may be an hour off.
      step(world, engine.now() + 80 * minute)
      ask({ what: 'forget' })
      rest(world)
    }
  if (!story.isLeftAlone) {
    step(world, engine.now() + times.resolveAfter + 10_000)
    ask({ what: engine.chance.is(0.7) ? 'resend' : 'write-off' })
    rest(world)
  }
}

/** The number of sweeps after which whatever is left must be waiting for a person. The judge decides whether it may. */
const mostRounds = 8

/** Sweeps every few minutes until nothing is left to do. */
const rest = (world: World) => {
  const { engine, sweep } = world
  for (let round = 0; round < mostRounds; round += 1) {
    if (world.hasDead()) world.redrive()
    sweep()
    step(world, engine.now() + 5 * minute + 1_000)
    if (world.isQuiet() && !isOpen(world)) return
  }
}

/** Whether the sweeper still watches a send that is not held. */
const isOpen = ({ database }: World): boolean =>
  // Who is erased is still to be taken out of the ledger.
  database.table('ledger').list('erasing').length > 0 ||
  // Who is moving is still to arrive.
  database.table('subscribers').list('moving').length > 0 ||
  database
    .table('ledger')
    .list('open')
    .some(({ sk }) => {
      const send = database.table('ledger').get({ pk: { S: `send#${sk}` }, sk: { S: 'send' } })
      // A cancel that was just taken back leaves a send that has not begun; the next sweep begins it.
      const isToBegin = send !== undefined && !send.cancelledAt && !send.at
      const holds = Object.keys(send?.holds?.M ?? {})
      if (send?.frozen) return holds.length === 0 || send.cancelledAt
      // It is planned before it is approved.
      return isToBegin && holds.every((cause) => cause === 'approval')
    })
