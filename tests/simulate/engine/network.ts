import type { Engine } from './engine.ts'
import { latency } from './latency.ts'
import type { Keeper, Mishap, Mishaps } from './mishaps.ts'
import type { Sandbox } from './sandbox.ts'

/** The caller of a request: a sandbox and its keeper. */
export type Caller = { sandbox: Sandbox; keeper: Keeper }

export type Request<Answer> = {
  what: string
  /** For the digest and the trace. */
  args: unknown
  isWrite: boolean
  /** The time after which the caller gives up, ms. */
  timeoutMs: number
  /** What the call does at its destination. An error it throws is the answer. */
  effect: () => Answer
}

/** No answer came, or one that does not say whether the call took effect. */
export class NoAnswer extends Error {
  override name = 'TimeoutError'
}
/** Refused before it took effect. */
export class Refused extends Error {
  override name = 'ThrottlingException'
  $metadata = { httpStatusCode: 400 }
}

/** The network between sandboxes and the outside: slow, and sometimes faulty. */
export const createNetwork = (engine: Engine, mishaps: Mishaps) => {
  const { chance } = engine

  /** One call, without the SDK's retries. */
  const call = <Answer>({ sandbox, keeper }: Caller, request: Request<Answer>): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { what, effect, timeoutMs } = request
      engine.digest.text(sandbox.name)
      engine.digest.text(what)
      engine.digest.value(request.args)
      if (engine.isTracing) engine.note(`${sandbox.name}: ${what} ${JSON.stringify(request.args)}`)
      const mishap = mishaps.draw()
      const there = mishap === 'slow' && chance.is(0.5) ? chance.between(1_000, 4_800) : latency(chance)
      const back = mishap === 'slow' && there < 1_000 ? chance.between(1_000, 4_800) : latency(chance)
      if (engine.isTracing && mishap !== 'none') engine.note(`    … ${mishap}`)

      const giveUp = () => reject(new NoAnswer(`${what}: no answer`))
      const reset = () => reject(new NoAnswer(`${what}: the connection was reset`))
      /** Delivers the answer, unless it would come too late. */
      const answer = (settle: () => void, brings: unknown) => {
        if (there + back < timeoutMs) sandbox.later('network', back, what, settle, reset, brings)
      }
      const arrive = () => {
        try {
          const answered = effect()
          answer(() => resolve(answered), answered)
        } catch (error) {
          answer(() => reject(error), (error as Error).name)
        }
      }
      const silently = () => {
        try {
          effect()
        } catch {
          // Nobody gets this error.
        }
      }

      /** The time after which a caller without an answer gives up: at the time limit, or when the connection breaks. */
      const giveUpLater = () => {
        const ms = chance.is(0.3) ? timeoutMs : there + back
        sandbox.later('network', ms, what, giveUp, giveUp)
        return ms
      }
      switch (mishap) {
        case 'refused':
          sandbox.later('network', there + back, what, () => reject(new Refused(what)), reset)
          return
        case 'vanished':
          giveUpLater()
          return
        case 'lost-answer':
          mishaps.counts.lostAnswers += 1
          engine.after(there, what, silently)
          giveUpLater()
          return
        case 'late': {
          const givenUp = giveUpLater()
          const after = givenUp + lateness(chance.next())
          if (request.isWrite) mishaps.counts.lateWrites += 1
          engine.after(after, what, silently)
          return
        }
        default:
          strike(mishap, { sandbox, keeper }, there, back)
          engine.at(engine.now() + there, what, arrive, { sandbox: sandbox.name, brings: 'arrives' })
          if (there + back >= timeoutMs) sandbox.later('network', timeoutMs, what, giveUp, giveUp)
      }
    })

  /** Hits the caller instead of the call, at any time between the call's start and its answer. */
  const strike = (mishap: Mishap, { sandbox, keeper }: Caller, there: number, back: number) => {
    const when = chance.is(0.5) ? there * chance.next() : there + back * chance.next()
    if (mishap === 'kill')
      engine.after(when, `${sandbox.name} is killed`, () => mishaps.kill(sandbox, keeper))
    if (mishap === 'freeze')
      engine.after(when, `${sandbox.name} is frozen`, () => mishaps.freeze(sandbox, keeper))
    if (mishap === 'clock-set')
      sandbox.stepClock(chance.pick([-3_600_000, -5_000, -500, 500, 5_000, 3_600_000]))
  }

  /** Retries like the SDK by default: up to three attempts, with pauses between. */
  const persist = async <Answer>(caller: Caller, request: Request<Answer>): Promise<Answer> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await call(caller, request)
      } catch (error) {
        if (attempt === 3 || !(error instanceof NoAnswer || error instanceof Refused)) throw error
        await caller.sandbox.sleep(chance.next() * 50 * 2 ** attempt)
      }
    }
  }

  return { call, persist }
}
export type Network = ReturnType<typeof createNetwork>

/** How long after it was given up a call still takes effect, ms: usually soon, sometimes much later. */
const lateness = (drawn: number): number =>
  drawn < 0.5 ? drawn * 600 : drawn < 0.75 ? drawn * 4_000 : drawn < 0.95 ? drawn * 20_000 : drawn * 600_000
