import { isTimeZone, nextAfter, parseExpression } from './expression.ts'

export type ScheduleTarget = {
  Arn: string
  RoleArn: string
  Input?: string | undefined
  RetryPolicy?: { MaximumRetryAttempts?: number; MaximumEventAgeInSeconds?: number }
  DeadLetterConfig?: { Arn?: string }
  SqsParameters?: { MessageGroupId?: string }
}

/** A schedule as in the API and AWS::Scheduler::Schedule. Dates are ISO 8601 or Unix seconds. */
export type ScheduleDefinition = {
  Name: string
  GroupName?: string
  ScheduleExpression: string
  ScheduleExpressionTimezone?: string
  StartDate?: string | number
  EndDate?: string | number
  State?: 'ENABLED' | 'DISABLED'
  ActionAfterCompletion?: 'NONE' | 'DELETE'
  Description?: string
  FlexibleTimeWindow: { Mode: 'OFF' | 'FLEXIBLE'; MaximumWindowInMinutes?: number }
  Target: ScheduleTarget
  KmsKeyArn?: string
}

/** A schedule as stored: plain JSON, times in Unix milliseconds. */
export type StoredSchedule = ScheduleDefinition & {
  GroupName: string
  Arn: string
  createdAt: number
  changedAt: number
  /**
   * The next run; absent when there is none. Stored, so that a run missed while the cloud was down happens at the next
   * start.
   */
  nextAt?: number | undefined
  /** The time of a run that has started and not ended. A start that finds one repeats it: at least once, as on AWS. */
  runningAt?: number
}

export const defaultGroup = 'default'

/** Unix milliseconds of a definition's date. */
const millis = (date: string | number | undefined): number | undefined =>
  date === undefined ? undefined : typeof date === 'number' ? date * 1000 : Date.parse(date)

/** The next run strictly after `after`, within StartDate and EndDate (one-time schedules ignore both). */
export const nextRun = (
  schedule: ScheduleDefinition,
  after: number,
  createdAt: number,
): number | undefined => {
  const expression = parseExpression(schedule.ScheduleExpression)
  if (!expression) return undefined
  const zone = schedule.ScheduleExpressionTimezone ?? 'UTC'
  if (expression.kind === 'at') return nextAfter(expression, after, createdAt, zone)
  const start = millis(schedule.StartDate)
  const end = millis(schedule.EndDate)
  const from = start === undefined ? after : Math.max(after, start - 1)
  const at = nextAfter(expression, from, start ?? createdAt, zone)
  return at === undefined || (end !== undefined && at > end) ? undefined : at
}

const names = /^[0-9a-zA-Z\-_.]{1,64}$/

/** What is wrong with a definition, in AWS's words where they are known; undefined when it is valid. */
export const faultOf = (schedule: ScheduleDefinition): string | undefined => {
  const { Name, GroupName, Target, FlexibleTimeWindow, ScheduleExpressionTimezone: zone } = schedule
  if (!names.test(Name)) return `1 validation error detected: Value '${Name}' at 'name' is not a valid name.`
  if (GroupName !== undefined && !names.test(GroupName))
    return `Value '${GroupName}' at 'groupName' is not a valid name.`
  if (!Target?.Arn || !Target.RoleArn) return "Value at 'target' must have an Arn and a RoleArn."
  if (!FlexibleTimeWindow?.Mode) return "Value at 'flexibleTimeWindow' must have a Mode."
  if (!parseExpression(schedule.ScheduleExpression ?? ''))
    return `Invalid Schedule Expression ${schedule.ScheduleExpression}.`
  if (zone !== undefined && !isTimeZone(zone)) return `Invalid ScheduleExpressionTimezone ${zone}.`
  const [start, end] = [millis(schedule.StartDate), millis(schedule.EndDate)]
  if (start !== undefined && end !== undefined && start >= end)
    return 'The StartDate you specify must come before the EndDate.'
  return undefined
}
