import { createDigest } from '../engine/digest.ts'
import { inMacrotask } from '../engine/drain.ts'
import type { Happening } from '../engine/events.ts'
import type { Caller } from '../engine/network.ts'
import { judge } from '../judge.ts'
import { inSchedule } from '../leaks.ts'
import { beginning } from '../world/magazine.ts'
import { comeToAnEnd, rulesOf } from '../world/run.ts'
import type { Story } from '../world/story.ts'
import { createWorld, type World } from '../world/world.ts'

/** The state in which the search begins. From then on pending events may happen in any order. */
export type Opening = 'planning' | 'delivering'

/**
 * Three readers in two batches; one worker or planner each, a sweeper, feedback, a reader who leaves, and two admins.
 */
const story: Story = {
  people: ['05', '7f', 'c3'].map((shard, index) => ({
    id: `${shard}${String(index).repeat(30)}`,
    email: `r${index}@example.org`,
    status: 'active' as const,
    confirmedAt: beginning - 86_400_000,
  })),
  deeds: [],
  sweeps: [],
  dies: [],
  isLeftAlone: false,
  favoured: [],
  rough: 1,
  republished: [],
  unreadable: [],
  unreported: 0.15,
  complained: 0.05,
  ranges: 1,
  planMs: 20_000,
  rate: 500,
  throttled: 0,
  slowSigning: 0,
  daily: 50_000,
  quotaFreeAt: 0,
  repeated: 0,
  refused: [],
  odd: [],
  clocksOff: 0,
  workers: 2,
}
const seed = 2

/** Events later than this keep their time: timeouts, and messages that are delivered again. */
const soonMs = 1_500

export type Visit = {
  /** The state at the end of the path; equal for paths that nobody could tell apart afterwards. */
  state: string
  /** The number of choices from there. */
  ways: number
  /** The promises that break if everything takes its usual course from there. */
  violations: string[]
}

/**
 * Follows a path of choices from an opening, then the usual course to the end.
 * @param path for each step, an index into the events that may happen next
 * @param isKnown whether a state was visited before; then the rest is omitted
 */
export const visit = (
  opening: Opening,
  path: readonly number[],
  isKnown: (state: string) => boolean,
): Promise<Visit> =>
  inMacrotask(() => {
    let walk: Walk | undefined
    const world = createWorld({
      seed,
      story,
      choose: (enabled) => (walk ? walk.choose(enabled) : enabled[0]!),
    })
    return inSchedule(world.engine.chance, () => {
      open(world, opening)
      walk = createWalk(world, path)
      while (!walk.isAtEnd && world.engine.step());
      const state = stateOf(world, walk.mishap())
      const { ways } = walk
      walk = undefined
      if (isKnown(state)) return { state, ways, violations: [] }
      world.mishaps.calm()
      comeToAnEnd(world)
      const found = judge({ rules: rulesOf(seed, true), events: world.events })
      return { state, ways, violations: found.map(({ rule, what }) => `${rule}: ${what}`) }
    })
  })

/** Takes the usual course up to the opening, then lets everybody else begin too. */
const open = (world: World, opening: Opening) => {
  const { engine, ask } = world
  world.settle(story.people)
  ask({ what: 'request' })
  const isThere = opening === 'planning' ? () => planIsAsked(world) : () => world.batchesAreAsked() >= 2
  engine.run(isThere, 5_000)
  ask({ what: 'unsubscribe', reader: story.people[1]!.id })
  world.sweep()
  if (opening === 'planning') world.planAgain()
  else ask({ what: 'cancel' })
}

const planIsAsked = ({ plansAreAsked }: World) => plansAreAsked() >= 1

type Walk = ReturnType<typeof createWalk>

/** Makes choices along a path, and counts the choices at its end. */
const createWalk = (world: World, path: readonly number[]) => {
  let step = 0
  let mishap = ''
  const walk = {
    /** The number of choices at the path's end, once it is reached. */
    ways: 0,
    isAtEnd: false,
    mishap: () => mishap,
    choose: (enabled: readonly Happening[]): Happening => {
      const choices = choicesOf(world, enabled, mishap !== '')
      if (step === path.length) {
        walk.isAtEnd = true
        walk.ways = choices.length
        // Does nothing.
        return { at: 0, no: 0, what: '', act: () => {} }
      }
      const chosen = choices[path[step++]!]!
      if (chosen.mishap) mishap = chosen.mishap
      return chosen.happening
    },
  }
  return walk
}

type Choice = { happening: Happening; mishap?: string }

/**
 * The choices: every event that is due soon and, once per path, that a worker is killed or frozen or an answer to it is
 * lost.
 */
const choicesOf = (world: World, enabled: readonly Happening[], hadMishap: boolean): Choice[] => {
  const first = enabled[0]!.at
  const soon = enabled.filter(({ at }) => at <= Math.max(first, world.engine.now()) + soonMs)
  // Timers keep their order: of several timers only the next may fire.
  const choices: Choice[] = firstOfEach(soon).map((happening) => ({ happening }))
  if (hadMishap) return choices
  for (const caller of world.workers()) {
    choices.push({ happening: stroke(world, 'kill', caller), mishap: `kill ${caller.sandbox.name}` })
    choices.push({ happening: stroke(world, 'freeze', caller), mishap: `freeze ${caller.sandbox.name}` })
  }
  for (const happening of soon) {
    const { lose, sandbox } = happening.reaches ?? {}
    if (lose && sandbox?.startsWith('deliver'))
      choices.push({
        happening: { ...happening, act: lose, no: happening.no },
        mishap: `lose ${happening.what}`,
      })
  }
  return choices
}

/** Simultaneous answers to one sandbox arrive in the order in which they were given. */
const firstOfEach = (soon: readonly Happening[]): Happening[] => {
  const seen = new Set<string>()
  return soon.filter(({ what, at, reaches }) => {
    const key = `${reaches?.sandbox ?? what} ${at} ${what}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

const stroke = (
  { mishaps, engine }: World,
  how: 'kill' | 'freeze',
  { sandbox, keeper }: Caller,
): Happening => ({
  at: engine.now(),
  no: 0,
  what: `${how} ${sandbox.name}`,
  act: () => {
    if (how === 'kill') return mishaps.kill(sandbox, keeper)
    sandbox.freeze('monotonic')
    keeper.frozen()
    keeper.abandoned()
  },
})

/** A digest of what everybody has observed, and of the contents of ledger, SES and queues. */
const stateOf = ({ engine, database, queues, pools, events }: World, mishap: string): string => {
  const digest = createDigest()
  digest.text(mishap)
  digest.number(Math.round((engine.now() - beginning) * 1_000))
  for (const [name, seen] of engine.observed!) digest.text(`${name} ${seen.read()}`)
  for (const { callers } of pools) for (const { sandbox } of callers) digest.text(sandbox.state())
  for (const name of ['ledger', 'subscribers']) {
    const table = database.table(name)
    for (const partition of table.partitions().sort()) digest.value(table.list(partition))
  }
  for (const queue of queues)
    digest.value(
      queue
        .visible()
        .map((one) => JSON.stringify(one))
        .sort(),
    )
  const pending = engine.agenda.all().filter(({ cancelled }) => !cancelled)
  digest.value(
    pending
      .map(({ at, what, reaches }) => `${at} ${what} ${reaches?.sandbox} ${JSON.stringify(reaches?.brings)}`)
      .sort(),
  )
  // SES's own record, and what people were told.
  digest.value(
    events
      .filter(({ is }) => is.startsWith('call') || is === 'act')
      .map((event) => JSON.stringify({ ...event, at: 0 }))
      .sort(),
  )
  return digest.read()
}
