import { availableParallelism } from 'node:os'
import { throttled } from './errors.ts'
import type { LambdaFunction, Usage } from './function.ts'
import type { Sandbox } from './sandbox.ts'

export type Pool = {
  /**
   * Runs the event in an idle sandbox, a new one, or the next to become idle. Returns JSON text. @throws FunctionError,
   * also for an event over the reserved concurrency
   */
  run(event: unknown, requestId: string, trace?: string): Promise<string>
  /** Starts a sandbox for the next event if there is none. */
  warm(): void
  /** Ends idle sandboxes now, busy ones after their event. */
  restart(): Promise<void>
  /** Kills the busy sandboxes, as when Lambda loses a machine; returns how many. */
  crash(): Promise<number>
  usage(): Usage
  sandboxes(): Instance[]
  end(): Promise<void>
}

/** The current state of a sandbox, for tests that break it. `id` is the session token of its AWS calls. */
export type Instance = Pick<Sandbox, 'id' | 'pid' | 'kill' | 'pause'> & { busy: boolean }

type Held = { sandbox: Sandbox; config: string; memoryMB: number; idle?: NodeJS.Timeout }

type Options = {
  current: () => LambdaFunction
  start: (fn: LambdaFunction) => Sandbox
  /** Chooses the idle sandbox for the next event: an index from 0 to below `count`. */
  pick: (count: number) => number
  most?: number | undefined
  idleMs?: number | undefined
}

/** More sandboxes than this would only compete for the processors. */
const mostSandboxes = Math.max(4, 2 * availableParallelism())
const defaultSandboxes = 4
const usualIdleMs = 5 * 60_000

/**
 * The sandboxes of one function: one event at a time each. Events over its reserved concurrency are throttled; those that
 * only this machine has no room for wait. A sandbox whose function has changed is replaced, as after UpdateFunctionConfiguration.
 * Lambda does not document which idle sandbox gets an event, so any may.
 */
export const createPool = (options: Options): Pool => {
  const { current, start, pick, most = mostSandboxes, idleMs = usualIdleMs } = options
  const idle: Held[] = []
  const busy = new Set<Held>()
  const waiting: (() => void)[] = []
  const usage: Usage = { invocations: 0, sandboxes: 0, cpuMs: 0, peakMB: 0, gbSeconds: 0 }
  let generation = 0
  let taken = 0
  let ended = false

  const end = async (held: Held) => {
    clearTimeout(held.idle)
    await held.sandbox.kill()
  }
  const take = (): Held => {
    const fn = current()
    const config = `${generation} ${JSON.stringify(fn)}`
    while (idle.length > 0) {
      const [held] = idle.splice(pick(idle.length), 1) as [Held]
      clearTimeout(held.idle)
      if (held.config === config && held.sandbox.alive()) return held
      void held.sandbox.kill()
    }
    usage.sandboxes += 1
    return { sandbox: start(fn), config, memoryMB: fn.memoryMB }
  }
  const keepIdle = (held: Held) => {
    held.idle = setTimeout(() => {
      idle.splice(idle.indexOf(held), 1)
      void held.sandbox.kill()
    }, idleMs).unref()
    idle.push(held)
  }
  const giveBack = (held: Held) => {
    busy.delete(held)
    if (held.sandbox.alive() && !ended) keepIdle(held)
    waiting.shift()?.()
  }
  const used = (before: { cpuMs: number; at: number }, { sandbox, memoryMB }: Held) => {
    const after = sandbox.usage()
    const billedMs = Math.ceil(performance.now() - before.at)
    usage.invocations += 1
    usage.cpuMs += after.cpuMs - before.cpuMs
    usage.gbSeconds += ((billedMs / 1000) * memoryMB) / 1024
    usage.peakMB = Math.max(usage.peakMB, after.rssMB)
  }

  const isFull = () => !ended && busy.size >= Math.min(current().concurrency ?? defaultSandboxes, most)
  const runIn = async (held: Held, event: unknown, requestId: string, trace?: string) => {
    busy.add(held)
    const before = { ...held.sandbox.usage(), at: performance.now() }
    try {
      return await held.sandbox.invoke(event, requestId, trace)
    } finally {
      used(before, held)
      giveBack(held)
    }
  }

  return {
    async run(event, requestId, trace) {
      const { logicalId, concurrency = Number.POSITIVE_INFINITY } = current()
      if (taken >= concurrency) throw throttled(logicalId, `its reserved concurrency is ${concurrency}`)
      taken += 1
      try {
        // No turn may pass between the look and `take`.
        while (isFull()) await new Promise<void>((resolve) => waiting.push(resolve))
        if (ended) throw new Error('the local cloud has ended')
        return await runIn(take(), event, requestId, trace)
      } finally {
        taken -= 1
      }
    },
    warm() {
      if (idle.length === 0 && busy.size === 0 && !ended) keepIdle(take())
    },
    async restart() {
      generation += 1
      await Promise.all(idle.splice(0).map(end))
    },
    async crash() {
      const victims = [...busy]
      await Promise.all(victims.map(end))
      return victims.length
    },
    usage: () => usage,
    sandboxes: () => [
      ...[...busy].map(({ sandbox }) => ({ ...sandbox, busy: true })),
      ...idle.map(({ sandbox }) => ({ ...sandbox, busy: false })),
    ],
    async end() {
      ended = true
      for (const wake of waiting.splice(0)) wake()
      await Promise.all([...idle.splice(0), ...busy].map(end))
    },
  }
}
