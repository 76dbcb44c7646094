import { type Chance, createChance } from './chance.ts'
import { createDigest, type Digest } from './digest.ts'
import { drain } from './drain.ts'
import { createAgenda, type Happening } from './events.ts'

export type EngineOptions = {
  seed: number
  /** The start of virtual time, Unix ms. */
  from: number
  /** Called with each line of a readable trace. */
  trace?: (line: string) => void
  /** For a search: chooses what happens next instead of time. Gets everything that may happen, earliest first. */
  choose?: (enabled: readonly Happening[]) => Happening
  /** Replaces the seed's. */
  chance?: Chance
}

/**
 * Virtual time. Events are in an agenda and happen in order of time, one by one; after each, production code runs until
 * it waits again. Nothing else advances time.
 */
export const createEngine = ({ seed, from, trace, choose, chance }: EngineOptions) => {
  const digest = createDigest()
  const agenda = createAgenda()
  let now = from
  let happened = 0
  let made = 0

  const at = (time: number, what: string, act: () => void, reaches?: Happening['reaches']): Happening => {
    const one: Happening = { at: Math.max(time, now), no: ++made, what, act, ...(reaches && { reaches }) }
    agenda.add(one)
    return one
  }

  /** @returns false when no event is left */
  const step = (): boolean => {
    const one = take()
    if (!one) return false
    if (one.cancelled) return true
    now = Math.max(now, one.at)
    happened += 1
    digest.number(one.no)
    digest.number(Math.round((now - from) * 1000))
    one.act()
    drain()
    return true
  }
  const take = (): Happening | undefined => {
    if (!choose) return agenda.take()
    for (const one of agenda.all().filter(({ cancelled }) => cancelled)) agenda.remove(one)
    const enabled = [...agenda.all()].sort((a, b) => a.at - b.at || a.no - b.no)
    if (enabled.length === 0) return undefined
    const one = choose(enabled)
    agenda.remove(one)
    return one
  }

  return {
    /** The true time, Unix ms, which the database and SES use. May have fractions; clocks show whole milliseconds. */
    now: () => now,
    chance: chance ?? createChance(seed, digest),
    digest,
    at,
    after: (ms: number, what: string, act: () => void) => at(now + ms, what, act),
    step,
    /** Runs until a time, or until no event is left before it. */
    runUntil: (time: number): void => {
      for (let next = agenda.peek(); next && next.at <= time && step(); ) next = agenda.peek()
      now = Math.max(now, time)
    },
    /**
     * @param most the greatest number of events
     * @throws when there are more, because then something loops
     */
    run: (isOver: () => boolean, most: number): void => {
      for (let count = 0; !isOver() && step(); count += 1)
        if (count > most) throw new Error(`More than ${most} things happened, the last at ${now - from} ms`)
    },
    happened: () => happened,
    /** For a search: a digest of what each sandbox has been told so far. */
    observed: choose && new Map<string, Digest>(),
    isTracing: trace !== undefined,
    /** Writes a line of the trace. Check `isTracing` first if the line is expensive to build. */
    note: (line: string): void => trace?.(`${((now - from) / 1000).toFixed(3).padStart(10)}  ${line}`),
    agenda,
  }
}
export type Engine = ReturnType<typeof createEngine>
