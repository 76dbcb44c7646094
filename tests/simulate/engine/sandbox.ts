import { createDigest, type Digest } from './digest.ts'
import type { Engine } from './engine.ts'

/** A promise to be settled in a sandbox at a time: an answer from outside, or a timer. */
type Settlement = {
  kind: 'timer' | 'network'
  due: number
  what: string
  settle: () => void
  reset?: (() => void) | undefined
  /** The answer, by which a search tells states apart. */
  brings?: unknown
}

/** Which clock stands still while a sandbox is frozen. Not both: then the freeze could not be noticed. */
export type Still = 'wall' | 'monotonic' | 'neither'

export type SandboxOptions = {
  name: string
  /** The error of its wall clock, ms. */
  wallOff?: number
}

/**
 * A process that may be frozen and killed: what it awaits is settled by the engine, only if it lives and only while it
 * is awake. It has clocks of its own.
 */
export const createSandbox = (engine: Engine, { name, wallOff = 0 }: SandboxOptions) => {
  let state: 'awake' | 'frozen' | 'dead' = 'awake'
  let wallSkew = wallOff
  /** Monotonic time has an arbitrary start. */
  let monotonicSkew = -engine.now() + 1_000
  let frozenAt = 0
  let still: Still = 'neither'
  let held: Settlement[] = []

  const { observed } = engine
  if (observed) observed.set(name, createDigest())
  const settleAt = (one: Settlement) => {
    if (observed) return settleObserved(one, observed.get(name)!)
    engine.at(one.due, one.what, () => {
      if (state === 'awake') one.settle()
      else if (state === 'frozen') held.push(one)
    })
  }
  /** The same for a search, which records what the sandbox is told and may lose it. */
  const settleObserved = (one: Settlement, digest: Digest) => {
    const settle = (hears: () => void, what: unknown) => () => {
      if (state === 'frozen') held.push(one)
      if (state !== 'awake') return
      digest.value([one.what, what])
      hears()
    }
    const { reset, brings } = one
    const lose = reset && settle(reset, 'lost')
    engine.at(one.due, one.what, settle(one.settle, brings), { sandbox: name, brings, ...(lose && { lose }) })
  }

  /** @param reset called instead of `settle` if the answer's socket died during a freeze */
  const later = (
    kind: Settlement['kind'],
    ms: number,
    what: string,
    settle: () => void,
    reset?: () => void,
    brings?: unknown,
  ) => settleAt({ kind, due: engine.now() + ms, what, settle, reset, brings })

  return {
    name,
    state: () => state,
    clocks: {
      wall: () => Math.floor(engine.now() + wallSkew),
      monotonic: () => engine.now() + monotonicSkew,
    },
    later,
    sleep: (ms: number): Promise<void> =>
      new Promise((resolve) => later('timer', Math.max(0, ms), `${name} wakes`, resolve)),

    /** Until it is thawed, nothing is settled in it. */
    freeze: (clocks: Still): void => {
      if (state !== 'awake') return
      state = 'frozen'
      frozenAt = engine.now()
      still = clocks
      if (engine.isTracing) engine.note(`${name} is frozen, still: ${clocks}`)
    },
    /** @param isReset whether a socket died on which an answer came meanwhile */
    thaw: (isReset: () => boolean): void => {
      if (state !== 'frozen') return
      const slept = engine.now() - frozenAt
      if (still === 'wall') wallSkew -= slept
      if (still === 'monotonic') monotonicSkew -= slept
      state = 'awake'
      if (engine.isTracing) engine.note(`${name} is thawed after ${Math.round(slept)} ms`)
      for (const one of held.splice(0)) {
        // Timers follow the monotonic clock.
        const late = one.kind === 'timer' && still === 'monotonic' ? one.due - frozenAt : 0
        const settle = one.reset && isReset() ? one.reset : one.settle
        settleAt({ ...one, settle, due: engine.now() + Math.max(0, late) })
      }
    },
    /** Nothing that it awaits is ever settled. */
    kill: (): void => {
      if (engine.isTracing && state !== 'dead') engine.note(`${name} is killed`)
      state = 'dead'
      held = []
    },
    /** Changes its wall clock. */
    stepClock: (ms: number): void => {
      wallSkew += ms
      if (engine.isTracing) engine.note(`${name}'s clock is set by ${ms} ms`)
    },
  }
}
export type Sandbox = ReturnType<typeof createSandbox>
