import { createDigest, type Digest } from './digest.ts'
import type { Engine } from './engine.ts'

/** What is settled in a sandbox at a time: an answer from outside, or a timer of its own. */
type Settlement = {
  kind: 'timer' | 'network'
  due: number
  what: string
  settle: () => void
  reset?: (() => void) | undefined
  /** What is answered: a search tells states apart by it. */
  brings?: unknown
}

/** Which clocks stand still while a sandbox is frozen. Not both: nobody could tell that it was. */
export type Still = 'wall' | 'monotonic' | 'neither'

export type SandboxOptions = {
  name: string
  /** How far its wall clock is off, ms. */
  wallOff?: number
}

/**
 * A process that may be frozen and killed: whatever it awaits is settled by the engine, if it lives, and not before it
 * is awake. Its clocks are its own.
 */
export const createSandbox = (engine: Engine, { name, wallOff = 0 }: SandboxOptions) => {
  let state: 'awake' | 'frozen' | 'dead' = 'awake'
  let wallSkew = wallOff
  /** Monotonic time begins anywhere. */
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
  /** The same, where a search wants to know what is told, and may have it lost. */
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

  /** @param reset called instead of `settle` where the answer was on a socket that slept through a freeze */
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

    /** Nothing is settled in it until it is thawed. */
    freeze: (clocks: Still): void => {
      if (state !== 'awake') return
      state = 'frozen'
      frozenAt = engine.now()
      still = clocks
      if (engine.isTracing) engine.note(`${name} is frozen, still: ${clocks}`)
    },
    /** @param isReset whether sockets are dead on which an answer came meanwhile */
    thaw: (isReset: () => boolean): void => {
      if (state !== 'frozen') return
      const slept = engine.now() - frozenAt
      if (still === 'wall') wallSkew -= slept
      if (still === 'monotonic') monotonicSkew -= slept
      state = 'awake'
      if (engine.isTracing) engine.note(`${name} is thawed after ${Math.round(slept)} ms`)
      for (const one of held.splice(0)) {
        // Timers go by the monotonic clock.
        const late = one.kind === 'timer' && still === 'monotonic' ? one.due - frozenAt : 0
        const settle = one.reset && isReset() ? one.reset : one.settle
        settleAt({ ...one, settle, due: engine.now() + Math.max(0, late) })
      }
    },
    /** None of what it awaits is ever settled. */
    kill: (): void => {
      if (engine.isTracing && state !== 'dead') engine.note(`${name} is killed`)
      state = 'dead'
      held = []
    },
    /** Its wall clock is set. */
    stepClock: (ms: number): void => {
      wallSkew += ms
      if (engine.isTracing) engine.note(`${name}'s clock is set by ${ms} ms`)
    },
  }
}
export type Sandbox = ReturnType<typeof createSandbox>
