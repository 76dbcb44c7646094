import { nextTime } from './next-time.ts'
import type { Rule } from './rule.ts'

type Options = {
  rules: () => Rule[]
  now: () => number
  fire: (rule: Rule, at: number) => void
  fails: (rule: Rule, error: unknown) => void
}

const tickMilliseconds = 200

/**
 * Fires rules that have a schedule. A rate counts from when the rule is first seen. Times skipped by a clock jump fire
 * once, because EventBridge does not catch up.
 */
export const createScheduledRules = ({ rules, now, fire, fails }: Options) => {
  const due = new Map<string, number>()

  const keyOf = ({ logicalId, scheduleExpression }: Rule) => `${logicalId} ${scheduleExpression}`
  const lookAt = (rule: Rule) => {
    const { scheduleExpression = '' } = rule
    const key = keyOf(rule)
    const time = due.get(key)
    if (time !== undefined && time > now()) return
    // Set this first, so that an unreadable schedule is reported only once.
    due.set(key, Number.POSITIVE_INFINITY)
    if (time !== undefined) fire(rule, now())
    due.set(key, nextTime(scheduleExpression, now(), time ?? now()) ?? Number.POSITIVE_INFINITY)
  }
  const look = () => {
    const scheduled = rules().filter(({ scheduleExpression, enabled }) => scheduleExpression && enabled)
    const keys = new Set(scheduled.map(keyOf))
    for (const key of due.keys()) if (!keys.has(key)) due.delete(key)
    for (const rule of scheduled)
      try {
        lookAt(rule)
      } catch (error) {
        fails(rule, error)
      }
  }
  look()
  const timer = setInterval(look, tickMilliseconds).unref()
  return { look, end: () => clearInterval(timer) }
}
