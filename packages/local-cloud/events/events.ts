import type { Problem, Service } from '../types.ts'
import { createDelivery, type Deliver } from './deliver.ts'
import { type AwsEvent, scheduledEvent } from './event.ts'
import { matches } from './pattern.ts'
import type { Rule } from './rule.ts'
import { createTimetable } from './timetable.ts'

export type EventsOptions = {
  /** The rules as they are now. */
  rules: () => Rule[]
  /** Does what a target is for, e.g. invokes the function. A rejection is tried again, then goes to its dead-letter queue, by this same function. */
  target: Deliver
  now: () => number
  onProblem?: (problem: Problem) => void
  retryMs?: number
}

export type Events = Service & {
  /** Puts an event on the default bus. */
  put(event: AwsEvent): void
  /** Fires the scheduled rules that are due by the clock; it does so by itself, too, some times a second. */
  look(): void
  /** Deliveries under way. */
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
  const timetable = createTimetable({
    rules,
    now,
    fails,
    fire: (rule, at) => delivery.start(scheduledEvent(rule.arn, at), rule),
  })

  return {
    put(event) {
      for (const rule of rules()) if (wants(rule, event)) delivery.start(event, rule)
    },
    look: timetable.look,
    pending: delivery.pending,
    async end() {
      timetable.end()
      await delivery.end()
    },
  }
}
