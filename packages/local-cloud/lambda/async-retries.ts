import { setTimeout as sleep } from 'node:timers/promises'
import type { Problem } from '../types.ts'
import type { FunctionError } from './errors.ts'
import type { LambdaFunction } from './function.ts'

type Options = {
  run: (fn: LambdaFunction, event: unknown, requestId: string) => Promise<unknown>
  sendToQueue: (queueArn: string, body: string, roleArn: string) => Promise<void>
  onProblem: (problem: Problem) => void
  now?: () => number
  asyncRetryMs?: number | undefined
}

/** How often an event was tried, and why it is not tried again. */
type Tried = {
  requestId: string
  error: FunctionError
  count: number
  condition: 'RetriesExhausted' | 'EventAgeExceeded'
}

/** Lambda's own, and its maxima: two retries, within six hours (the page below). */
export const mostRetries = 2
export const mostAgeSeconds = 21_600
/** "Lambda waits one minute before the first retry and two minutes before the second" (the page below). */
const usualRetryMs = 60_000
/** The clock can be moved ahead from outside, so it is polled. */
const lookEveryMs = 50

/**
 * Lambda's asynchronous invocation. A failed event is retried, with the same request id, until it has had all its
 * attempts or is too old; then it goes to the failure destination or the dead-letter queue, under the function's own
 * role. The invoker got its answer long before, so a schedule's own retries do not apply.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export const createLater = (options: Options) => {
  const { run, sendToQueue, onProblem, now = Date.now, asyncRetryMs = usualRetryMs } = options
  const under: string[] = []
  const stopping = new AbortController()
  const { signal } = stopping

  const wait = async (milliseconds: number) => {
    const due = now() + milliseconds
    while (now() < due && !signal.aborted)
      await sleep(Math.min(lookEveryMs, due - now()), undefined, { signal }).catch(() => undefined)
  }

  const giveUp = async (fn: LambdaFunction, event: unknown, tried: Tried) => {
    const { count } = tried
    const send = async (queueArn: string, body: unknown) => {
      try {
        await sendToQueue(queueArn, JSON.stringify(body), fn.roleArn)
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause)
        onProblem(lost(fn, `the failed event could not go to ${queueArn}: ${why}`))
      }
    }
    if (fn.onFailureArn) await send(fn.onFailureArn, failureRecord(fn, event, tried))
    if (fn.deadLetterArn) await send(fn.deadLetterArn, event)
    if (!fn.onFailureArn && !fn.deadLetterArn)
      onProblem(lost(fn, `an event is lost after ${count} attempts: give the function an onFailure queue`))
  }

  /** Runs the event when it is not throttled any more: a second to five minutes apart, and not counted as an attempt. */
  const runUnthrottled = async (fn: LambdaFunction, event: unknown, requestId: string, until: number) => {
    for (let delay = 1000; ; delay = Math.min(2 * delay, 300_000)) {
      try {
        return await run(fn, event, requestId)
      } catch (error) {
        const isFinal = !(error as FunctionError).throttled || fn.concurrency === 0 || now() + delay > until
        if (isFinal || signal.aborted) throw error
        await wait(delay)
      }
    }
  }

  const attempt = async (fn: LambdaFunction, event: unknown, requestId: string) => {
    const since = now()
    for (let count = 1; !signal.aborted; count += 1) {
      try {
        return void (await runUnthrottled(fn, event, requestId, since + fn.maximumAgeSeconds * 1000))
      } catch (error) {
        const tried = { requestId, error: error as FunctionError, count }
        if (count <= fn.maximumRetries) await wait(asyncRetryMs * count)
        if (signal.aborted) return
        if (count > fn.maximumRetries) return giveUp(fn, event, { ...tried, condition: 'RetriesExhausted' })
        if (now() - since > fn.maximumAgeSeconds * 1000)
          return giveUp(fn, event, { ...tried, condition: 'EventAgeExceeded' })
      }
    }
  }

  return {
    start(fn: LambdaFunction, event: unknown, requestId: string) {
      under.push(fn.logicalId)
      void attempt(fn, event, requestId).finally(() => {
        under.splice(under.indexOf(fn.logicalId), 1)
      })
    },
    /** Logical ids of the functions whose events are still running or waiting for a retry. */
    pending: (): readonly string[] => under,
    end: () => stopping.abort(),
  }
}

const lost = (fn: LambdaFunction, what: string): Problem => ({
  at: Date.now(),
  kind: 'undeliverable',
  where: fn.logicalId,
  what,
})

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
const failureRecord = (
  fn: LambdaFunction,
  requestPayload: unknown,
  { requestId, error: { payload }, count, condition }: Tried,
) => ({
  version: '1.0',
  timestamp: new Date().toISOString(),
  requestContext: {
    requestId,
    functionArn: `${fn.arn}:$LATEST`,
    condition,
    approximateInvokeCount: count,
  },
  requestPayload,
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  responsePayload: payload,
})
