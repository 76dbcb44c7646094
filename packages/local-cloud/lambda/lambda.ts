import { randomUUID } from 'node:crypto'
import { createChance } from '../host/seeded-random.ts'
import type { Invoke, Problem, Service } from '../types.ts'
import { createLater } from './async-retries.ts'
import { FunctionError, throttled } from './errors.ts'
import { createFreezer } from './freeze-sandbox.ts'
import { type LambdaFunction, mostAsyncBytes, mostSyncBytes, type Usage } from './function.ts'
import { createPool, type Instance, type Pool } from './pool.ts'
import { type SandboxOptions, startSandbox } from './sandbox.ts'

export type { LambdaFunction, Usage } from './function.ts'

export type LambdaOptions = SandboxOptions & {
  /** The current functions; read at every invocation. */
  functions: () => LambdaFunction[]
  /** Whether the function's role may write to its log group. Without that its log would be lost, which is a problem. */
  canLog: (fn: LambdaFunction) => boolean
  /** Unix milliseconds; the clock by which asynchronous events wait for a retry. */
  now?: () => number
  /** Delay in ms before the first such retry; the second waits twice as long. Default: one minute. */
  asyncRetryMs?: number | undefined
  /** Sends under a role, to failure destinations and dead-letter queues. */
  sendToQueue: (queueArn: string, body: string, roleArn: string) => Promise<void>
  onLog?: ((logicalId: string, line: string) => void) | undefined
  /** Called with the outcome of each attempt. */
  onRun?: (fn: LambdaFunction, ended: 'done' | 'failed' | 'throttled') => void
  /** Maximum sandboxes of one function at once: further events wait. Default: by the number of processors. */
  mostSandboxes?: number | undefined
  /** The account's concurrency: more events at once are throttled. Default: any number. */
  mostAtOnce?: number | undefined
  idleSandboxMs?: number | undefined
  /** Seed of random choices: which idle sandbox gets an event, and how long a start takes. Default: 0. */
  seed?: number | undefined
  /** Maximum artificial delay of a sandbox's start, in ms. Default: 0. */
  coldStartMs?: number | undefined
  /** Whether sandboxes are frozen between events. Default: true. */
  freezes?: boolean | undefined
  /** Called once if sandboxes should freeze and cannot. Default: a Node warning. */
  onNotice?: (line: string) => void
  onProblem: (problem: Problem) => void
}

export type Lambda = Invoke &
  Service & {
    /**
     * Starts a sandbox of each function that has none, as Lambda at times does before an event comes (AWS Lambda Developer
     * Guide, "Lambda execution environment", proactive initialization).
     * @throws when there is no such function
     */
    warm(logicalIds: readonly string[]): void
    /** Replaces the function's sandboxes: idle ones at once, busy ones after their event. */
    restart(logicalId: string): Promise<void>
    /** Kills the function's busy sandboxes at once, to test crashes; returns how many there were. */
    crash(logicalId: string): Promise<number>
    /**
     * Starts a sandbox of a function without some of its variables, then ends it.
     * @returns the error with which its init fails; undefined when it starts
     */
    startWithout(logicalId: string, variables: readonly string[]): Promise<string | undefined>
    /** Above 0 while an invocation runs or an asynchronous one waits for a retry. @param but functions to ignore */
    busy(but?: readonly string[]): number
    /** What each function has used, by logical id. */
    usage(): Record<string, Usage>
    /** The current sandboxes, each with its function's logical id. */
    sandboxes(): (Instance & { functionId: string })[]
  }

/**
 * Lambda on one machine: each sandbox is a Node child process that holds the function's bundle and nothing else.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
export const createLambda = (options: LambdaOptions): Lambda => {
  const { seed = 0, coldStartMs = 0, freezes = true, mostAtOnce = Number.POSITIVE_INFINITY } = options
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
  // Do not report interruptions caused by the end of the cloud.
  const report = (fn: LambdaFunction, kind: Problem['kind'], what: string) =>
    ended || options.onProblem({ at: Date.now(), kind, where: fn.logicalId, what })

  const run = async (fn: LambdaFunction, event: unknown, requestId: string, trace?: string) => {
    running.push(fn.logicalId)
    try {
      if (running.length > mostAtOnce)
        throw throttled(fn.logicalId, `the account's concurrency is ${mostAtOnce}`)
      reportLostLogs(fn)
      const answer = JSON.parse(await poolOf(fn).run(event, requestId, trace))
      options.onRun?.(fn, 'done')
      return answer
    } catch (thrown) {
      const error = asFunctionError(fn, thrown)
      if (!ended) options.onRun?.(fn, error.throttled ? 'throttled' : 'failed')
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
    now: async (arn, event, trace) => {
      refuseLarge(arn, event, 'RequestResponse')
      return run(functionOf(arn), event, randomUUID(), trace)
    },
    later: (arn, event) => {
      refuseLarge(arn, event, 'Event')
      later.start(functionOf(arn), event, randomUUID())
    },
    warm: (logicalIds) => {
      for (const id of logicalIds) {
        const fn = options.functions().find(({ logicalId }) => logicalId === id)
        if (!fn) throw new Error(`There is no function ${id} to start`)
        poolOf(fn).warm()
      }
    },
    restart: async (logicalId) => {
      // After a restart, report a lost log again.
      mute.delete(logicalId)
      await pools.get(logicalId)?.restart()
    },
    crash: async (logicalId) => (await pools.get(logicalId)?.crash()) ?? 0,
    startWithout: async (logicalId, variables) => {
      const fn = options.functions().find((one) => one.logicalId === logicalId)!
      const environment = Object.fromEntries(
        Object.entries(fn.environment).filter(([name]) => !variables.includes(name)),
      )
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

/**
 * @throws FunctionError for an event that is larger than Lambda takes
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html)
 */
const refuseLarge = (arn: string, event: unknown, type: 'RequestResponse' | 'Event') => {
  const bytes = Buffer.byteLength(JSON.stringify(event) ?? '')
  const limit = type === 'Event' ? mostAsyncBytes : mostSyncBytes
  if (bytes <= limit) return
  const errorMessage = `${bytes} byte payload is too large for the ${type} invocation type (limit ${limit} bytes)`
  throw new FunctionError(arn, { errorType: 'RequestTooLargeException', errorMessage })
}

const asFunctionError = (fn: LambdaFunction, error: unknown): FunctionError =>
  error instanceof FunctionError
    ? error
    : new FunctionError(fn.logicalId, { errorType: 'Error', errorMessage: (error as Error).message })
