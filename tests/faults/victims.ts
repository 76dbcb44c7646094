import type { Cloud } from '#local-cloud'
import type { Clock } from './clock.ts'
import type { Recorder } from './history.ts'
import type { Log } from './log.ts'
import { victimFunctions } from './victim-functions.ts'
import type { Witness } from './witness.ts'

type Sandbox = ReturnType<Cloud['sandboxes']>[number]

type Deps = { clock: Clock; witness: Witness; history: Recorder; log: Log }

/** Kills sandboxes, has them stand still and sets their clocks; counts how often. */
export const createVictims = (sandboxes: () => Sandbox[], { clock, witness, history, log }: Deps) => {
  const stopped = new Map<string, () => void>()
  /** Those that have made a call are past their start. */
  const awake = new Set<string>()
  const count = { kills: 0, stops: 0 }
  const find = (id: string) => sandboxes().find((one) => one.id === id)
  const working = (functionId?: string) =>
    sandboxes().filter(
      ({ id, busy, functionId: of }) =>
        busy && awake.has(id) && !stopped.has(id) && (!functionId || of === functionId),
    )

  const ended = ({ id, functionId }: Sandbox, how: 'killed' | 'frozen') => {
    const of = functionId === victimFunctions.deliver ? 'deliver' : functionId
    history.add({ is: 'run', at: Date.now(), run: id, of, how })
  }

  const kill = async (id: string, why: string) => {
    const victim = find(id)
    if (!victim) return
    count.kills += 1
    ended(victim, 'killed')
    witness.befalls(id)
    log.say(`kill ${victim.functionId} ${id}: ${why}`)
    await victim.kill()
  }
  return {
    count,
    working,
    kill,
    sawCallOf: (id: string) => void awake.add(id),
    /** Whether anything works that time does not pass by. */
    isAnyBusy: () => sandboxes().some(({ id, busy }) => busy && !stopped.has(id)),
    stop: (id: string): boolean => {
      const victim = find(id)
      if (!victim) return false
      count.stops += 1
      ended(victim, 'frozen')
      log.say(`stop ${victim.functionId} ${id}`)
      stopped.set(id, victim.pause())
      witness.befalls(id)
      return true
    },
    goOn: (id: string) => {
      log.say(`go on ${id}`)
      stopped.get(id)?.()
      stopped.delete(id)
    },
    anyStopped: () => stopped.size > 0,
    /** Whether it may have ended without a last word. */
    isBefallen: (id: string): boolean => witness.isBefallen(id) || !find(id),
    /** Those of a function that have made a call. */
    allOf: (functionId: string) =>
      sandboxes().filter(({ id, functionId: of }) => of === functionId && awake.has(id) && !stopped.has(id)),
    setClock: (id: string, ms: number) => {
      const pid = find(id)?.pid
      if (!pid) return
      witness.befalls(id)
      log.say(`the clock of ${id} is set by ${ms} ms`)
      clock.step(pid, ms)
    },
  }
}
export type Victims = ReturnType<typeof createVictims>
