import type { Chance } from './chance.ts'
import type { Engine } from './engine.ts'
import type { Sandbox, Still } from './sandbox.ts'

/** What may happen to a call to the outside, or to its caller. */
const kinds = [
  'slow',
  /** Refused before it took effect: throttled, or a 500. */
  'refused',
  /** It took effect, but its answer never arrived. */
  'lost-answer',
  /** It takes effect after its caller has given up and perhaps retried. */
  'late',
  /** It never arrived. */
  'vanished',
  'kill',
  'freeze',
  /** The caller's wall clock is changed, by up to hours. */
  'clock-set',
] as const
export type Mishap = (typeof kinds)[number] | 'none'

/** Probability per thousand calls. Some schedules have more of one or two kinds, some leave a kind out. */
const perMille: Record<(typeof kinds)[number], number> = {
  slow: 8,
  refused: 4,
  'lost-answer': 8,
  late: 14,
  vanished: 2,
  kill: 8,
  freeze: 8,
  'clock-set': 1,
}

export type Counts = { kills: number; freezes: number; lateWrites: number; lostAnswers: number }

/**
 * What goes wrong in one schedule.
 * @param favoured kinds that go wrong `rough` times as often as usual
 */
export const createMishaps = (
  engine: Engine,
  { favoured, rough }: { favoured: readonly Mishap[]; rough: number } = { favoured: [], rough: 3 },
) => {
  const { chance } = engine
  const counts: Counts = { kills: 0, freezes: 0, lateWrites: 0, lostAnswers: 0 }
  const limits: [limit: number, kind: Mishap][] = []
  let sum = 0
  // In some schedules one or two kinds dominate.
  const rife: readonly Mishap[] =
    favoured.length > 0 ? favoured : chance.is(0.2) ? [chance.pick(kinds), chance.pick(kinds)] : []
  for (const kind of kinds) {
    const times = rife.includes(kind) ? rough : chance.pick([0, 1, 1, 1])
    sum += (perMille[kind] / 1_000) * times
    limits.push([sum, kind])
  }
  let isCalm = false

  return {
    counts,
    chance,
    /** After this nothing goes wrong. */
    calm: () => {
      isCalm = true
    },
    isCalm: () => isCalm,
    draw: (): Mishap => {
      if (isCalm) return 'none'
      const drawn = chance.next()
      if (drawn >= sum) return 'none'
      return limits.find(([limit]) => drawn < limit)![1]
    },
    /** Kills a sandbox. */
    kill: (sandbox: Sandbox, keeper: Keeper): void => {
      if (sandbox.state() === 'dead' || isCalm) return
      counts.kills += 1
      sandbox.kill()
      keeper.killed()
    },
    /** Freezes a sandbox: for some time, or until it gets its next event, if ever. */
    freeze: (sandbox: Sandbox, keeper: Keeper): void => {
      if (sandbox.state() !== 'awake' || isCalm) return
      counts.freezes += 1
      sandbox.freeze(chance.pick(stills))
      keeper.frozen()
      // As if a handler had answered in time with calls still open.
      if (chance.is(0.4)) keeper.abandoned()
      else
        engine.after(freezeMs(chance), `${sandbox.name} is thawed`, () => sandbox.thaw(() => chance.is(0.5)))
    },
    /** Whether a minor mishap happens. */
    is: (probability: number): boolean => !isCalm && chance.is(probability),
  }
}
export type Mishaps = ReturnType<typeof createMishaps>

/** The duration of a freeze, ms: from a moment to longer than the sandbox's time limit. */
const freezeMs = (chance: Chance): number =>
  chance.pick([
    () => chance.between(100, 3_000),
    () => chance.between(3_000, 30_000),
    () => chance.between(30_000, 1_200_000),
  ])()

const stills: Still[] = ['neither', 'wall', 'monotonic']

/** Called when a sandbox is killed, frozen, or frozen for good. */
export type Keeper = { killed(): void; frozen(): void; abandoned(): void }
