import { setTimeout as sleep } from 'node:timers/promises'
import type { Problem } from '../types.ts'
import type { FunctionError } from './errors.ts'
import type { LambdaFunction } from './function.ts'

type Options = {
  run: (fn: LambdaFunction, event: unknown, requestId: string) => Promise<unknown>
  sendToQueue: (queueArn: string, body: string, roleArn: string) => Promise<void>
  onProblem: (problem: Problem) => void
  now?: () => number
  asyncRetryMs?: number
}

/** "Lambda waits one minute before the first retry and two minutes before the second" (the page below). */
const usualRetryMs = 60_000
/** The clock may be set ahead by whoever keeps it, so it is looked at again and again. */
const lookEveryMs = 50

/**
 * Lambda's asynchronous invocation: the event is tried, tried again (with the same request id) and at last goes to
 * the failure destination or the dead-letter queue, under the function's own role. Whoever handed it over has long been
 * answered: a schedule's own retries are over by then.
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

  const giveUp = async (fn: LambdaFunction, event: unknown, requestId: string, error: FunctionError) => {
    const tries = fn.maximumRetries + 1
    const send = async (queueArn: string, body: unknown) => {
      try {
        await sendToQueue(queueArn, JSON.stringify(body), fn.roleArn)
      } catch (cause) {
        const why = cause instanceof Error ? cause.message : String(cause)
        onProblem(lost(fn, `the failed event could not go to ${queueArn}: ${why}`))
      }
    }
    if (fn.onFailureArn) await send(fn.onFailureArn, failureRecord(fn, event, requestId, error, tries))
    if (fn.deadLetterArn) await send(fn.deadLetterArn, event)
    if (!fn.onFailureArn && !fn.deadLetterArn)
      onProblem(lost(fn, `an event is lost after ${tries} attempts: give the function an onFailure queue`))
  }

  const attempt = async (fn: LambdaFunction, event: unknown, requestId: string) => {
    for (let tried = 0; !signal.aborted; tried += 1) {
      try {
        return void (await run(fn, event, requestId))
      } catch (error) {
        if (signal.aborted) return
        if (tried >= fn.maximumRetries) return giveUp(fn, event, requestId, error as FunctionError)
        await wait(asyncRetryMs * (tried + 1))
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
    /** Of events not yet through, running or waiting for their next attempt, the functions by logical id. */
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
  requestId: string,
  { payload }: FunctionError,
  approximateInvokeCount: number,
) => ({
  version: '1.0',
  timestamp: new Date().toISOString(),
  requestContext: {
    requestId,
    functionArn: `${fn.arn}:$LATEST`,
    condition: 'RetriesExhausted',
    approximateInvokeCount,
  },
  requestPayload,
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  responsePayload: payload,
})
