import { nextAfter, parseExpression } from '../scheduler/expression.ts'

/**
 * When a rule's schedule is due next: Unix milliseconds, after `after`; undefined if never again.
 * Rules run in UTC: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html
 * @param anchor where a rate is counted from
 * @throws for an expression that is no `rate(…)` or `cron(…)`
 */
export const nextTime = (expression: string, after: number, anchor: number): number | undefined => {
  const parsed = parseExpression(expression)
  if (!parsed || parsed.kind === 'at')
    throw new Error(`ScheduleExpression "${expression}" is no rate(…) or cron(…)`)
  return nextAfter(parsed, after, anchor, 'UTC')
}
