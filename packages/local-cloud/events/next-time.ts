import { nextAfter, parseExpression } from '../scheduler/expression.ts'

/**
 * The next time of a rule's schedule after `after`, in Unix milliseconds; undefined if there is none. Rules run in UTC:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html
 * @param anchor Unix milliseconds from which a rate is counted
 * @throws for an expression other than `rate(…)` or `cron(…)`
 */
export const nextTime = (expression: string, after: number, anchor: number): number | undefined => {
  const parsed = parseExpression(expression)
  if (!parsed || parsed.kind === 'at')
    throw new Error(`ScheduleExpression "${expression}" is no rate(…) or cron(…)`)
  return nextAfter(parsed, after, anchor, 'UTC')
}
