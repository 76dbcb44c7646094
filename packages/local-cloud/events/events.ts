import type { Problem, Service } from '../types.ts'
import { createDelivery, type Deliver } from './deliver.ts'
import { type AwsEvent, scheduledEvent } from './event.ts'
import { createScheduledRules } from './fire-scheduled-rules.ts'
import { matches } from './pattern.ts'
import type { Rule } from './rule.ts'

export type EventsOptions = {
  /** The current rules. */
  rules: () => Rule[]
  /**
   * Delivers to a target, e.g. invokes the function. After a rejection it is retried, then called for the dead-letter
   * queue.
   */
  target: Deliver
  now: () => number
  onProblem?: (problem: Problem) => void
  retryMs?: number
}

export type Events = Service & {
  /** Puts an event on the default bus. */
  put(event: AwsEvent): void
  /** Fires scheduled rules that are due. Also runs by itself several times a second. */
  look(): void
  /** Number of deliveries in progress. */
  pending(): number
}

/**
 * EventBridge's default bus and scheduled rules.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules.html
 */
export const createEvents = (options: EventsOptions): Events => {
  const { rules, now, onProblem } = options
  const delivery = createDelivery(options)
  const fails = (rule: Rule, error: unknown) =>
    onProblem?.({ at: now(), kind: 'error', where: rule.logicalId, what: (error as Error).message })
  const wants = (rule: Rule, event: AwsEvent) => {
    try {
      return rule.enabled && rule.eventPattern !== undefined && matches(rule.eventPattern, event)
    } catch (error) {
      fails(rule, error)
      return false
    }
  }
  const scheduled = createScheduledRules({
    rules,
    now,
    fails,
    fire: (rule, at) => delivery.start(scheduledEvent(rule.arn, at), rule),
  })

  return {
    put(event) {
      for (const rule of rules()) if (wants(rule, event)) delivery.start(event, rule)
    },
    look: scheduled.look,
    pending: delivery.pending,
    async end() {
      scheduled.end()
      await delivery.end()
    },
  }
}
