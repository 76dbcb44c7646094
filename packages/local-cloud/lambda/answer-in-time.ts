import type { ChildProcess } from 'node:child_process'
import { waitedForCpuMs } from '../host/waited-for-cpu.ts'
import { FunctionError } from './errors.ts'
import type { LambdaFunction } from './function.ts'
import { type PausableTimer, startPausableTimer } from './pausable-timer.ts'
import type { SandboxMessage } from './sandbox-message.ts'

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib */
const usualInitMs = 10_000

/** Waits for the child's next message. A timeout kills the child, and its death counts as an answer too. */
export const createAnswers = (child: ChildProcess, fn: LambdaFunction) => {
  let settle: ((outcome: SandboxMessage | FunctionError) => void) | undefined
  let limit: PausableTimer | undefined
  const fail = (errorType: string, errorMessage: string) =>
    settle?.(new FunctionError(fn.logicalId, { errorType, errorMessage }))
  child.on('error', (error) => fail('Runtime.ExitError', error.message))
  child.on('exit', (code, signal) => {
    const how = signal ? `signal: ${signal}` : `exit status ${code}`
    fail('Runtime.ExitError', `Runtime exited with error: ${how}`)
  })
  child.on('message', (message: SandboxMessage) => {
    if (message.kept) return
    const error = message.error ?? message.initError
    settle?.(error ? new FunctionError(fn.logicalId, error) : message)
  })
  const next = (milliseconds: number, tooLate: string, excused?: () => number): Promise<SandboxMessage> =>
    new Promise((resolve, reject) => {
      const onOver = () => {
        fail('Sandbox.Timedout', tooLate)
        child.kill('SIGKILL')
      }
      const own = startPausableTimer(milliseconds, onOver, excused)
      limit = own
      settle = (outcome) => {
        settle = undefined
        own.stop()
        // Wait one turn, so that output printed before the answer has arrived through its pipe.
        setImmediate(() => (outcome instanceof FunctionError ? reject(outcome) : resolve(outcome)))
      }
    })
  return {
    /** Settles when the child is ready. @param initMs default: Lambda's ten seconds */
    init: (initMs = usualInitMs) => {
      // On AWS a starting sandbox has a processor to itself; here it may have to wait for one.
      const waited = () => waitedForCpuMs(child.pid)
      return next(initMs, `Init phase took over ${initMs / 1000} seconds`, waited)
    },
    /** The answer to an event that is sent right after, and until when it must come, in Unix milliseconds. */
    answer: (requestId: string) => {
      const milliseconds = fn.timeoutSeconds * 1000
      const timedOut = `Task timed out after ${fn.timeoutSeconds.toFixed(2)} seconds`
      const answer = next(milliseconds, `RequestId: ${requestId} Error: ${timedOut}`)
      return { answer, deadline: Date.now() + milliseconds }
    },
    fail,
    /** Pauses the time limit; returns the function that resumes it. */
    pauseTimer: () => {
      limit?.pause()
      return () => limit?.resume()
    },
  }
}
