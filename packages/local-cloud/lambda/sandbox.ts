import { type ChildProcess, fork } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { waitedForCpuMs } from '../host/waited-for-cpu.ts'
import { environmentOf, type SandboxSettings } from './environment.ts'
import { type ErrorPayload, FunctionError } from './errors.ts'
import type { Freezer } from './freeze-sandbox.ts'
import type { LambdaFunction } from './function.ts'
import { createStopProcess, type Standstill } from './stop-process.ts'
import { startTimeLimit, type TimeLimit } from './time-limit.ts'

export type Sandbox = {
  /** The session token of its AWS calls. */
  id: string
  pid: number
  /** Settles when init is over. @throws FunctionError when it failed */
  ready: Promise<void>
  /**
   * Runs one event; never two at a time. Returns the handler's answer as JSON text.
   * @param trace the trace header's value @throws FunctionError
   */
  invoke(event: unknown, requestId: string, trace?: string): Promise<string>
  /** False once the process has ended or is about to: by itself, by a timeout or by `kill`. */
  alive(): boolean
  kill(): Promise<void>
  /** Pauses the process and its time limit, as if its machine stood still. Returns the function that resumes it. */
  pause(): () => void
  usage(): SandboxUsage
}

export type SandboxOptions = SandboxSettings & {
  /** Folder for V8's compiled code of the bundles. Cold starts are slower without it. */
  cacheDir?: string
  /** More Node options, e.g. to preload a module, for tests that change a sandbox's environment. */
  nodeOptions?: string[] | undefined
  /** Maximum time of a start in ms. Default: Lambda's ten seconds. */
  initMs?: number | undefined
}

type SandboxUsage = { cpuMs: number; rssMB: number }

type Message = {
  ready?: true
  initError?: ErrorPayload
  result?: string
  error?: ErrorPayload
  /** The child exits after this message. */
  ends?: true
  /** The child still has work to do after this message, and reports when it is done. */
  keeps?: boolean
  kept?: true
  usage?: SandboxUsage
}

const bootstrap = fileURLToPath(new URL('./bootstrap.mjs', import.meta.url))
/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib */
const usualInitMs = 10_000

/**
 * Node's heap options for a function's memory, as in Lambda's own start script for Node.js (/var/runtime/bootstrap).
 * They do not limit buffers, code and stacks.
 */
export const heapOptions = (memoryMB: number): string[] => {
  const young = Math.floor(memoryMB / 10)
  return [`--max-semi-space-size=${Math.floor(young / 2)}`, `--max-old-space-size=${memoryMB - young}`]
}

type Start = SandboxOptions & {
  id: string
  onLine: (line: string) => void
  /** Artificial delay of the start, in milliseconds. */
  delayMs?: number
  /** Freezes the sandbox from each answer until the next event; without it, the sandbox is never frozen. */
  freezer?: Freezer | undefined
}

/**
 * Starts a child process that holds one instance of a function, like Lambda's micro-VM. It ends with this process: its
 * IPC channel closes, and `freezer` handles one that is frozen.
 * @param options.id the session token of its AWS calls
 * @param options.cacheDir where V8's compiled code is kept, so that later starts are quick
 * @throws as `environmentOf` does
 */
export const startSandbox = (fn: LambdaFunction, options: Start): Sandbox => {
  const child = fork(bootstrap, [fn.dir, fn.handler, options.cacheDir ?? ''], {
    cwd: fn.dir,
    env: environmentOf(fn, options, options.id),
    execArgv: [...heapOptions(fn.memoryMB), ...(options.nodeOptions ?? [])],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  for (const stream of [child.stdout!, child.stderr!])
    createInterface({ input: stream }).on('line', options.onLine)

  const standstill = createStopProcess(child)
  const freeze = createFreeze(child, standstill, options.freezer)
  let usage: SandboxUsage = { cpuMs: 0, rssMB: 0 }
  let ends = false
  child.on('message', (message: Message) => {
    usage = message.usage ?? usage
    ends ||= message.ends ?? false
  })
  const { next, fail, standStill } = answers(child, fn)
  const { initMs = usualInitMs, delayMs = 0 } = options
  // On AWS a starting sandbox has a processor to itself; here it may have to wait for one.
  const waited = () => waitedForCpuMs(child.pid)
  const ready = next(initMs, `Init phase took over ${initMs / 1000} seconds`, waited).then(() =>
    sleep(delayMs),
  )
  ready.catch(() => {})

  return {
    id: options.id,
    pid: child.pid ?? 0,
    ready,
    async invoke(event, requestId, trace) {
      await ready
      freeze.thaw()
      const milliseconds = fn.timeoutSeconds * 1000
      const timedOut = `Task timed out after ${fn.timeoutSeconds.toFixed(2)} seconds`
      const answer = next(milliseconds, `RequestId: ${requestId} Error: ${timedOut}`)
      const message = { requestId, event, trace, deadline: Date.now() + milliseconds, context: contextOf(fn) }
      child.send(message, (error) => error && fail('Runtime.ExitError', error.message))
      return (await answer).result!
    },
    // A kill or a last message comes some time before the exit.
    alive: () =>
      !ends && !child.killed && child.connected && child.exitCode === null && child.signalCode === null,
    kill: () => killed(child),
    pause: () => {
      const goOn = standStill()
      standstill.stop('paused')
      return () => {
        standstill.goOn('paused')
        goOn()
      }
    },
    usage: () => usage,
  }
}

const contextOf = (fn: LambdaFunction) => ({
  functionName: fn.name,
  functionVersion: '$LATEST',
  invokedFunctionArn: fn.arn,
  memoryLimitInMB: String(fn.memoryMB),
  logGroupName: fn.logGroup ?? `/aws/lambda/${fn.name}`,
  logStreamName: 'local',
})

/**
 * Freezes the child once it has answered, with any unfinished work of its handler. The child answers only when all its
 * output is in the system's buffers, from which it is still read while the child is frozen.
 */
const createFreeze = (child: ChildProcess, standstill: Standstill, freezer: Freezer | undefined) => {
  let isAtRest = false
  let keeps = false
  freezer?.add(child)
  child.on('message', (message: Message) => {
    if (message.result !== undefined || message.error) isAtRest = !message.ends
    if (message.keeps) keeps = true
    if (message.kept) keeps = false
    if (isAtRest && !keeps && freezer?.able()) standstill.stop('frozen')
  })
  return {
    thaw: () => {
      isAtRest = false
      standstill.goOn('frozen')
    },
  }
}

/** Waits for the child's next message. A timeout kills the child, and its death counts as an answer too. */
const answers = (child: ChildProcess, fn: LambdaFunction) => {
  let settle: ((outcome: Message | FunctionError) => void) | undefined
  let limit: TimeLimit | undefined
  const fail = (errorType: string, errorMessage: string) =>
    settle?.(new FunctionError(fn.logicalId, { errorType, errorMessage }))
  child.on('error', (error) => fail('Runtime.ExitError', error.message))
  child.on('exit', (code, signal) => {
    const how = signal ? `signal: ${signal}` : `exit status ${code}`
    fail('Runtime.ExitError', `Runtime exited with error: ${how}`)
  })
  child.on('message', (message: Message) => {
    if (message.kept) return
    const error = message.error ?? message.initError
    settle?.(error ? new FunctionError(fn.logicalId, error) : message)
  })
  const next = (milliseconds: number, tooLate: string, excused?: () => number): Promise<Message> =>
    new Promise((resolve, reject) => {
      const onOver = () => {
        fail('Sandbox.Timedout', tooLate)
        child.kill('SIGKILL')
      }
      const own = startTimeLimit(milliseconds, onOver, excused)
      limit = own
      settle = (outcome) => {
        settle = undefined
        own.stop()
        // Wait one turn, so that output printed before the answer has arrived through its pipe.
        setImmediate(() => (outcome instanceof FunctionError ? reject(outcome) : resolve(outcome)))
      }
    })
  const standStill = () => {
    limit?.pause()
    return () => limit?.resume()
  }
  return { next, fail, standStill }
}

const killed = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })
