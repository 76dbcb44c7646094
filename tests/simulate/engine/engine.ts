import { type Chance, createChance } from './chance.ts'
import { createDigest, type Digest } from './digest.ts'
import { drain } from './drain.ts'
import { createAgenda, type Happening } from './events.ts'

export type EngineOptions = {
  seed: number
  /** Virtual time begins here, Unix ms. */
  from: number
  /** Lines of a readable trace go here. */
  trace?: (line: string) => void
  /** Chooses what happens next, where not time but a search decides; all that may is given, the earliest first. */
  choose?: (enabled: readonly Happening[]) => Happening
  /** Instead of the seed's. */
  chance?: Chance
}

/**
 * Virtual time: what is to happen stands in an agenda and happens in the order of its times, one at a time, and
 * production code runs on until it waits again. Nothing else moves time.
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

  /** @returns false when nothing is left to happen */
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
    /** The true time, Unix ms; the database's and SES's own. Whole milliseconds are what clocks show of it. */
    now: () => now,
    chance: chance ?? createChance(seed, digest),
    digest,
    at,
    after: (ms: number, what: string, act: () => void) => at(now + ms, what, act),
    step,
    /** Runs until a time, or until nothing is left to happen before. */
    runUntil: (time: number): void => {
      for (let next = agenda.peek(); next && next.at <= time && step(); ) next = agenda.peek()
      now = Math.max(now, time)
    },
    /** @throws when more happens than a schedule can come to: then something goes round in circles */
    run: (isOver: () => boolean, most: number): void => {
      for (let count = 0; !isOver() && step(); count += 1)
        if (count > most) throw new Error(`More than ${most} things happened, the last at ${now - from} ms`)
    },
    happened: () => happened,
    /** What each sandbox has been told so far, where a search wants to know. */
    observed: choose && new Map<string, Digest>(),
    isTracing: trace !== undefined,
    /** A line of the trace; ask `isTracing` first where a line costs something. */
    note: (line: string): void => trace?.(`${((now - from) / 1000).toFixed(3).padStart(10)}  ${line}`),
    agenda,
  }
}
export type Engine = ReturnType<typeof createEngine>
