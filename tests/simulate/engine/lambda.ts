import type { Engine } from './engine.ts'
import type { Keeper, Mishaps } from './mishaps.ts'
import type { Caller } from './network.ts'
import { createSandbox, type Sandbox } from './sandbox.ts'

export type Context = { remainingMs: () => number }
export type Handler<Event> = (event: Event, context: Context) => Promise<unknown>
export type Ended = 'answered' | 'failed' | 'killed' | 'timed-out' | 'abandoned'

export type PoolOptions<Event> = {
  name: string
  timeoutMs: number
  /** The greatest number of sandboxes at once. */
  concurrency: number
  /** A cold start: creates the module's state and returns the handler. */
  start: (caller: Caller) => Handler<Event>
  /** A sandbox idle for this long is removed, with its pending work. Absent: never. */
  mostIdleMs?: number
  /** The error of a new sandbox's wall clock, ms. */
  wallOff?: () => number
  began?: (run: string, name: string) => void
  frozen?: (run: string) => void
  ended?: (run: string, how: Ended) => void
}

type Run = { id: string; end(how: Ended, answer?: unknown): void }
type Place<Event> = { sandbox: Sandbox; handler: Handler<Event>; run: Run | undefined; idleSince: number }

/**
 * A Lambda function: sandboxes that are reused, with one event at a time each. They are frozen when their handler has
 * answered, with any pending work, thawed for their next event, and killed when they exceed the time limit.
 */
export const createPool = <Event>(engine: Engine, mishaps: Mishaps, options: PoolOptions<Event>) => {
  const { name, timeoutMs, concurrency, start, mostIdleMs = Infinity } = options
  const { chance } = engine
  const idle: Place<Event>[] = []
  const callers: Caller[] = []
  let busy = 0
  let made = 0
  let runs = 0

  const make = (): Place<Event> => {
    const sandbox = createSandbox(engine, {
      name: `${name}${++made}`,
      wallOff: options.wallOff?.() ?? 0,
    })
    const place: Place<Event> = { sandbox, handler: undefined as never, run: undefined, idleSince: 0 }
    const keeper: Keeper = {
      killed: () => place.run?.end('killed'),
      frozen: () => {
        if (place.run) options.frozen?.(place.run.id)
      },
      abandoned: () => {
        if (place.run) place.run.end('abandoned')
        else if (sandbox.state() === 'frozen' && !idle.includes(place)) rest(place)
      },
    }
    place.handler = start({ sandbox, keeper })
    callers.push({ sandbox, keeper })
    return place
  }

  const rest = (place: Place<Event>) => {
    place.idleSince = engine.now()
    idle.push(place)
  }

  const take = (): Place<Event> => {
    for (const place of idle.splice(0)) {
      if (engine.now() - place.idleSince <= mostIdleMs) idle.push(place)
      else place.sandbox.kill()
    }
    if (idle.length === 0 || mishaps.is(0.15)) return make()
    return idle.splice(chance.between(0, idle.length - 1), 1)[0]!
  }

  /**
   * Gives the event to a free sandbox.
   * @param done called with how it ended, and what the handler answered or threw
   */
  const invoke = (event: Event, done: (how: Ended, answer?: unknown) => void): void => {
    busy += 1
    const place = take()
    const { sandbox } = place
    // Pending work continues now, beside the new event.
    sandbox.thaw(() => chance.is(0.5))
    let isOver = false
    const id = `${sandbox.name}.${++runs}`
    const end = (how: Ended, answer?: unknown) => {
      if (isOver) return
      isOver = true
      busy -= 1
      timer.cancelled = true
      place.run = undefined
      options.ended?.(id, how)
      if (engine.isTracing) engine.note(`${id} ${how}${answer instanceof Error ? `: ${answer.message}` : ''}`)
      if (how === 'answered' || how === 'failed') sandbox.freeze(chance.pick(['neither', 'monotonic']))
      if (sandbox.state() === 'frozen') rest(place)
      done(how, answer)
    }
    place.run = { id, end }
    const timer = engine.after(timeoutMs, `${id} is out of time`, () => {
      // Either Lambda kills it, or it had answered earlier and will be thawed some time.
      if (sandbox.state() === 'awake' && mishaps.is(0.5)) {
        mishaps.counts.freezes += 1
        sandbox.freeze(chance.pick(['neither', 'monotonic']))
        end('abandoned')
      } else {
        sandbox.kill()
        end('timed-out')
      }
    })
    options.began?.(id, sandbox.name)
    if (engine.isTracing) engine.note(`${id} is given ${JSON.stringify(event)}`)
    const deadline = sandbox.clocks.wall() + timeoutMs
    place.handler(event, { remainingMs: () => deadline - sandbox.clocks.wall() }).then(
      (answer) => end('answered', answer),
      (error) => end('failed', error),
    )
  }

  return { name, invoke, hasRoom: () => busy < concurrency, busy: () => busy, callers }
}
export type Pool<Event> = ReturnType<typeof createPool<Event>>
