import { type ChildProcess, fork } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createAnswers } from './answer-in-time.ts'
import { environmentOf, type SandboxSettings } from './environment.ts'
import { type Freezer, freezeBetweenEvents } from './freeze-sandbox.ts'
import type { LambdaFunction } from './function.ts'
import { createPauser } from './pause-process.ts'
import { readOnlyOptions } from './permissions.ts'
import { sdkFolders } from './runtime-sdk.ts'
import type { SandboxMessage, SandboxUsage } from './sandbox-message.ts'

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

const bootstrap = fileURLToPath(new URL('./bootstrap.mjs', import.meta.url))

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
  const child = fork(bootstrap, [fn.dir, fn.handler, options.cacheDir ?? '', JSON.stringify(sdkFolders())], {
    cwd: fn.dir,
    env: environmentOf(fn, options, options.id),
    execArgv: [
      ...heapOptions(fn.memoryMB),
      ...readOnlyOptions(options.cacheDir ? [options.cacheDir] : []),
      ...(options.nodeOptions ?? []),
    ],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  for (const stream of [child.stdout!, child.stderr!])
    createInterface({ input: stream }).on('line', options.onLine)

  const pauser = createPauser(child)
  const freeze = freezeBetweenEvents(child, pauser, options.freezer)
  let usage: SandboxUsage = { cpuMs: 0, rssMB: 0 }
  let ends = false
  child.on('message', (message: SandboxMessage) => {
    usage = message.usage ?? usage
    ends ||= message.ends ?? false
  })
  const answers = createAnswers(child, fn)
  const { initMs, delayMs = 0 } = options
  const ready = answers.init(initMs).then(() => sleep(delayMs))
  ready.catch(() => {})

  return {
    id: options.id,
    pid: child.pid ?? 0,
    ready,
    async invoke(event, requestId, trace) {
      await ready
      freeze.thaw()
      const { answer, deadline } = answers.answer(requestId)
      const message = { requestId, event, trace, deadline, context: contextOf(fn) }
      child.send(message, (error) => error && answers.fail('Runtime.ExitError', error.message))
      return (await answer).result!
    },
    // A kill or a last message comes some time before the exit.
    alive: () =>
      !ends && !child.killed && child.connected && child.exitCode === null && child.signalCode === null,
    kill: () => killed(child),
    pause: () => {
      const resumeTimer = answers.pauseTimer()
      pauser.pause('paused')
      return () => {
        pauser.resume('paused')
        resumeTimer()
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

const killed = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })
