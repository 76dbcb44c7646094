import { randomUUID } from 'node:crypto'
import { createChance } from '../machine/seeded-random.ts'
import type { Invoke, Problem, Service } from '../types.ts'
import { createLater } from './async-retries.ts'
import { FunctionError } from './errors.ts'
import { createFreezer } from './freezer.ts'
import type { LambdaFunction, Usage } from './function.ts'
import { createPool, type Instance, type Pool } from './pool.ts'
import { type SandboxOptions, startSandbox } from './sandbox.ts'

export type { LambdaFunction, Usage } from './function.ts'

export type LambdaOptions = SandboxOptions & {
  /** The functions as they are now; read at every invocation. */
  functions: () => LambdaFunction[]
  /** May the function's role write to its log group? If not, its log would be lost: a problem. */
  canLog: (fn: LambdaFunction) => boolean
  /** Unix milliseconds; what an asynchronous event waits by for its next attempt. */
  now?: () => number
  /** How long it waits before the first such retry; the second waits twice as long. A minute when absent. */
  asyncRetryMs?: number | undefined
  /** Sends under the role, for failure destinations and dead-letter queues. */
  sendToQueue: (queueArn: string, body: string, roleArn: string) => Promise<void>
  onLog?: ((logicalId: string, line: string) => void) | undefined
  /** Told how each attempt of an invocation ended. */
  onRun?: (fn: LambdaFunction, ended: 'done' | 'failed' | 'throttled') => void
  /** How many sandboxes of one function may run at once, whatever its concurrency; by default what the processors bear. */
  mostSandboxes?: number | undefined
  idleSandboxMs?: number | undefined
  /** What chance hangs on: which idle sandbox gets an event, how long a start takes. 0 when absent. */
  seed?: number | undefined
  /** Milliseconds that the start of a sandbox takes at most beside its own work; 0 when absent. */
  coldStartMs?: number | undefined
  /** Whether a sandbox stands still between its events; true when absent. */
  freezes?: boolean | undefined
  /** Told once where sandboxes should freeze and cannot; a warning of Node when absent. */
  onNotice?: (line: string) => void
  onProblem: (problem: Problem) => void
}

export type Lambda = Invoke &
  Service & {
    /** Replaces the function's sandboxes: idle ones at once, busy ones after their event. */
    restart(logicalId: string): Promise<void>
    /** Kills the function's busy sandboxes at once, for tests of crashes; gives how many there were. */
    crash(logicalId: string): Promise<number>
    /**
     * Starts a sandbox of a function without one of its variables, and ends it.
     * @returns what its init fails with; undefined when it starts
     */
    startWithout(logicalId: string, variable: string): Promise<string | undefined>
    /** Above 0 while an invocation runs or an asynchronous one waits for its next attempt. @param but of these functions */
    busy(but?: readonly string[]): number
    /** What each function used, by logical id. */
    usage(): Record<string, Usage>
    /** What runs now, with the logical id of its function. */
    sandboxes(): (Instance & { functionId: string })[]
  }

/**
 * Lambda on one machine: every sandbox is a child process of Node with the function's bundle and nothing else.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
export const createLambda = (options: LambdaOptions): Lambda => {
  const { seed = 0, coldStartMs = 0, freezes = true } = options
  const { onNotice = (line) => process.emitWarning(line) } = options
  const chance = createChance(seed)
  const freezer = freezes ? createFreezer({ say: onNotice }) : undefined
  const pools = new Map<string, Pool>()
  const mute = new Set<string>()
  const running: string[] = []
  let ended = false
  let started = 0

  const poolOf = ({ logicalId }: LambdaFunction): Pool => {
    const pool = pools.get(logicalId) ?? newPool(logicalId)
    pools.set(logicalId, pool)
    return pool
  }
  const newPool = (logicalId: string): Pool => {
    const onLine = (line: string) => options.onLog?.(logicalId, line)
    const current = () => options.functions().find((fn) => fn.logicalId === logicalId)!
    const start = (fn: LambdaFunction) => {
      started += 1
      const id = `sandbox-${started}`
      const delayMs = chance.between(`start of ${id}`, 0, coldStartMs)
      return startSandbox(fn, { ...options, id, delayMs, freezer, onLine })
    }
    let picked = 0
    const pick = (count: number) => {
      picked += 1
      return chance.between(`${logicalId} ${picked}`, 0, count - 1)
    }
    const { mostSandboxes: most, idleSandboxMs: idleMs } = options
    return createPool({ current, start, pick, most, idleMs })
  }
  // What the end of the cloud interrupts is nobody's mistake.
  const report = (fn: LambdaFunction, kind: Problem['kind'], what: string) =>
    ended || options.onProblem({ at: Date.now(), kind, where: fn.logicalId, what })

  const run = async (fn: LambdaFunction, event: unknown, requestId: string) => {
    running.push(fn.logicalId)
    try {
      if (fn.concurrency === 0) throw new FunctionError(fn.logicalId, throttled)
      reportLostLogs(fn)
      const answer = JSON.parse(await poolOf(fn).run(event, requestId))
      options.onRun?.(fn, 'done')
      return answer
    } catch (thrown) {
      const error = asFunctionError(fn, thrown)
      if (!ended)
        options.onRun?.(fn, error.payload.errorType === throttled.errorType ? 'throttled' : 'failed')
      report(
        fn,
        error.timedOut ? 'timeout' : 'error',
        `${error.payload.errorType}: ${error.payload.errorMessage}`,
      )
      throw error
    } finally {
      running.splice(running.indexOf(fn.logicalId), 1)
    }
  }
  const reportLostLogs = (fn: LambdaFunction) => {
    if (options.canLog(fn)) mute.delete(fn.logicalId)
    else if (!mute.has(fn.logicalId)) {
      mute.add(fn.logicalId)
      report(fn, 'lost-logs', `its log is lost: its role may not logs:PutLogEvents on its log group`)
    }
  }
  const later = createLater({ ...options, run })
  const functionOf = (arn: string): LambdaFunction => {
    const fn = options.functions().find((one) => arn === one.arn || arn.startsWith(`${one.arn}:`))
    if (fn) return fn
    throw new FunctionError(arn, {
      errorType: 'ResourceNotFoundException',
      errorMessage: `Function not found: ${arn}`,
    })
  }

  return {
    now: async (arn, event) => run(functionOf(arn), event, randomUUID()),
    later: (arn, event) => later.start(functionOf(arn), event, randomUUID()),
    restart: async (logicalId) => {
      // What starts anew says anew that its log is lost.
      mute.delete(logicalId)
      await pools.get(logicalId)?.restart()
    },
    crash: async (logicalId) => (await pools.get(logicalId)?.crash()) ?? 0,
    startWithout: async (logicalId, variable) => {
      const fn = options.functions().find((one) => one.logicalId === logicalId)!
      const { [variable]: _, ...environment } = fn.environment
      const sandbox = startSandbox({ ...fn, environment }, { ...options, id: 'trial', onLine: () => {} })
      try {
        await sandbox.ready
      } catch (error) {
        return (error as FunctionError).payload.errorMessage
      } finally {
        await sandbox.kill()
      }
    },
    busy: (but = []) => [...running, ...later.pending()].filter((id) => !but.includes(id)).length,
    usage: () => Object.fromEntries([...pools].map(([logicalId, pool]) => [logicalId, pool.usage()])),
    sandboxes: () =>
      [...pools].flatMap(([functionId, pool]) =>
        pool.sandboxes().map((sandbox) => ({ ...sandbox, functionId })),
      ),
    async end() {
      ended = true
      later.end()
      await Promise.all([...pools.values()].map((pool) => pool.end()))
      freezer?.end()
    },
  }
}

const throttled = {
  errorType: 'TooManyRequestsException',
  errorMessage: 'Rate Exceeded: reserved concurrency is 0',
}

const asFunctionError = (fn: LambdaFunction, error: unknown): FunctionError =>
  error instanceof FunctionError
    ? error
    : new FunctionError(fn.logicalId, { errorType: 'Error', errorMessage: (error as Error).message })
