import { randomUUID } from 'node:crypto'
import type { Invoke, Problem, Service } from '../types.ts'
import { FunctionError } from './errors.ts'
import type { LambdaFunction, Usage } from './function.ts'
import { createLater } from './later.ts'
import { createPool, type Instance, type Pool } from './pool.ts'
import { type SandboxOptions, startSandbox } from './sandbox.ts'

export type { LambdaFunction, Usage } from './function.ts'

export type LambdaOptions = SandboxOptions & {
  /** The functions as they are now; read at every invocation. */
  functions: () => LambdaFunction[]
  /** May the function's role write to its log group? If not, its log would be lost: a problem. */
  canLog: (fn: LambdaFunction) => boolean
  /** Sends under the role, for failure destinations and dead-letter queues. */
  sendToQueue: (queueArn: string, body: string, roleArn: string) => Promise<void>
  onLog?: (logicalId: string, line: string) => void
  /** Told how each attempt of an invocation ended. */
  onRun?: (fn: LambdaFunction, ended: 'done' | 'failed' | 'throttled') => void
  /** How many sandboxes of one function may run at once, whatever its concurrency; by default what the processors bear. */
  mostSandboxes?: number
  idleSandboxMs?: number
  onProblem: (problem: Problem) => void
}

export type Lambda = Invoke &
  Service & {
    /** Replaces the function's sandboxes: idle ones at once, busy ones after their event. */
    restart(logicalId: string): Promise<void>
    /** Kills the function's busy sandboxes at once, for tests of crashes; gives how many there were. */
    crash(logicalId: string): Promise<number>
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
  const pools = new Map<string, Pool>()
  const mute = new Set<string>()
  const running: string[] = []
  let ended = false
  let started = 0

  const poolOf = ({ logicalId }: LambdaFunction): Pool => {
    const onLine = (line: string) => options.onLog?.(logicalId, line)
    const current = () => options.functions().find((fn) => fn.logicalId === logicalId)!
    const start = (fn: LambdaFunction) => {
      started += 1
      return startSandbox(fn, { ...options, id: `sandbox-${started}`, onLine })
    }
    const pool =
      pools.get(logicalId) ?? createPool(current, start, options.mostSandboxes, options.idleSandboxMs)
    pools.set(logicalId, pool)
    return pool
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
