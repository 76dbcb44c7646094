import type { Problem } from '../types.ts'
import type { AwsEvent } from './event.ts'
import { inputFor } from './input.ts'
import type { Rule, RuleTarget } from './rule.ts'

export type Deliver = (targetArn: string, event: unknown, rule: Rule, target: RuleTarget) => Promise<void>

type Options = {
  target: Deliver
  now: () => number
  onProblem?: (problem: Problem) => void
  /** Delay in ms before the first retry; it doubles with each retry. */
  retryMs?: number
}

/** EventBridge retries for 24 hours; locally, an event that failed this often will keep failing. */
const mostRetries = 3

/**
 * Delivers an event to a rule's target. Retries failures (RetryPolicy), then sends the event to the target's
 * dead-letter queue. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
 */
export const createDelivery = ({ target: send, now, onProblem, retryMs = 200 }: Options) => {
  const ending = new AbortController()
  const under = new Set<Promise<void>>()

  const lose = (rule: Rule, target: RuleTarget, error: unknown) => {
    const why = error instanceof Error ? error.message : String(error)
    const what = `an event could not go to ${target.Arn}: ${why}`
    if (!ending.signal.aborted) onProblem?.({ at: now(), kind: 'undeliverable', where: rule.logicalId, what })
  }
  const attempt = async (event: AwsEvent, rule: Rule, target: RuleTarget) => {
    const retries = Math.min(mostRetries, Number(target.RetryPolicy?.MaximumRetryAttempts ?? mostRetries))
    const input = inputFor(target, event, rule, now())
    for (let tried = 0; ; tried += 1) {
      try {
        return await send(target.Arn, input, rule, target)
      } catch (error) {
        if (tried < retries && (await waited(retryMs * 2 ** tried, ending.signal))) continue
        const queue = target.DeadLetterConfig?.Arn
        if (!queue) throw error
        return await send(queue, event, rule, { Id: target.Id, Arn: queue })
      }
    }
  }
  return {
    start(event: AwsEvent, rule: Rule) {
      for (const target of rule.targets) {
        const delivery = attempt(event, rule, target)
          .catch((error) => lose(rule, target, error))
          .finally(() => under.delete(delivery))
        under.add(delivery)
      }
    },
    pending: () => under.size,
    async end() {
      ending.abort()
      await Promise.all(under)
    },
  }
}

const waited = (milliseconds: number, signal: AbortSignal) =>
  new Promise<boolean>((resolve) => {
    if (signal.aborted) return resolve(false)
    const stop = () => {
      clearTimeout(timer)
      resolve(false)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve(true)
    }, milliseconds)
    signal.addEventListener('abort', stop, { once: true })
  })
