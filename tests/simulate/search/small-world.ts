import { createDigest } from '../engine/digest.ts'
import { inMacrotask } from '../engine/drain.ts'
import type { Happening } from '../engine/events.ts'
import type { Caller } from '../engine/network.ts'
import { judge } from '../judge.ts'
import { inSchedule } from '../leaks.ts'
import { comeToAnEnd, rulesOf } from '../world/run.ts'
import type { Story } from '../world/story.ts'
import { beginning } from '../world/things.ts'
import { createWorld, type World } from '../world/world.ts'

/** What stands when the search begins: everything that is under way from then on may go on in any order. */
export type Opening = 'planning' | 'delivering'

/** Three readers in two batches; a worker or planner each, a sweeper, feedback, a reader who leaves, two admins. */
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

/** What happens later than this is left to its time: time-outs, and messages that come again. */
const soonMs = 1_500

export type Visit = {
  /** Where the path ends: the same for paths after which nobody could tell them apart. */
  state: string
  /** How many ways go on from there. */
  ways: number
  /** What broke if everything went its usual way from there. */
  violations: string[]
}

/**
 * Follows a path of choices from an opening on, and from its end the usual way to the end of everything.
 * @param path an index of what may happen next, for each step
 * @param isKnown whether a state was visited; then its end is left out
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

/** Goes the usual way until what the opening is about begins, and then has everybody else begin, too. */
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

/** Chooses by a path; at its end it counts the ways that go on. */
const createWalk = (world: World, path: readonly number[]) => {
  let step = 0
  let mishap = ''
  const walk = {
    /** How many ways go on from the path's end, once it is reached. */
    ways: 0,
    isAtEnd: false,
    mishap: () => mishap,
    choose: (enabled: readonly Happening[]): Happening => {
      const choices = choicesOf(world, enabled, mishap !== '')
      if (step === path.length) {
        walk.isAtEnd = true
        walk.ways = choices.length
        // Nothing is done any more.
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

/** Whatever is due soon, in any order; and once on a path a worker is killed or frozen, or an answer to it is lost. */
const choicesOf = (world: World, enabled: readonly Happening[], hadMishap: boolean): Choice[] => {
  const first = enabled[0]!.at
  const soon = enabled.filter(({ at }) => at <= Math.max(first, world.engine.now()) + soonMs)
  // Timers go by time: of those that wait for one only the next may come.
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

/** What one sandbox is to be told comes in the order in which it was answered, where it is at the same time. */
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

/** What everybody has observed, and what the ledger, SES and the queues hold. */
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
