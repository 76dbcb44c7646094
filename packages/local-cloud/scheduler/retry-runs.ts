import { setTimeout as sleep } from 'node:timers/promises'
import type { Meter } from '../bill/usage.ts'
import type { FiredSchedule, Problem } from '../types.ts'
import type { StoredSchedule } from './schedule.ts'

export type RunsOptions = {
  now: () => number
  /** Invokes the target under the schedule's role; a rejection is retried. */
  fire: (schedule: StoredSchedule) => Promise<void>
  /** Sends what could not be delivered to the schedule's dead-letter queue. */
  deadLetter?: (
    schedule: StoredSchedule,
    queueArn: string,
    body: string,
    attributes: Record<string, string>,
  ) => Promise<void>
  onProblem: (problem: Problem) => void
  /** Called for each run, with the schedule's name. */
  meter?: Meter
  /** Delay before the first retry, in ms. It doubles up to ten times its value. AWS's is about a minute. */
  retryMs?: number
}

// https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html
const usualAttempts = 185
const usualAgeSeconds = 86_400

/** Fills in Scheduler's context attributes (https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html). */
const filled = (schedule: StoredSchedule, at: number, execution: string, attempt: number): StoredSchedule => {
  const values: Record<string, string> = {
    'schedule-arn': schedule.Arn,
    'scheduled-time': new Date(at).toISOString().replace(/\.\d+Z/, 'Z'),
    'execution-id': execution,
    'attempt-number': String(attempt),
  }
  const Input = schedule.Target.Input?.replace(
    /<aws\.scheduler\.([a-z-]+)>/g,
    (all, name: string) => values[name] ?? all,
  )
  return { ...schedule, Target: { ...schedule.Target, Input } }
}

/** Executes runs of schedules independently: retries, then the dead-letter queue. */
export const createRuns = (options: RunsOptions) => {
  const { now, fire, deadLetter, onProblem, meter, retryMs = 500 } = options
  const fired: FiredSchedule[] = []
  const stopping = new AbortController()
  const running = new Set<Promise<boolean>>()

  // Ends early when the scheduler ends.
  const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => undefined)

  const giveUp = async (schedule: StoredSchedule, error: Error, exhausted: string) => {
    const { Name: where, Target, Arn } = schedule
    const queue = Target.DeadLetterConfig?.Arn
    const what = `${where} could not reach its target (${error.message})`
    if (!queue || !deadLetter) {
      onProblem({ at: now(), kind: 'undeliverable', where, what: `${what} and has no dead-letter queue` })
      return
    }
    const attributes = {
      ERROR_MESSAGE: error.message,
      SCHEDULE_ARN: Arn,
      TARGET_ARN: Target.Arn,
      EXHAUSTED_RETRY_CONDITION: exhausted,
    }
    await deadLetter(schedule, queue, Target.Input ?? '{}', attributes)
    onProblem({
      at: now(),
      kind: 'dead-letter',
      where,
      what: `${what}; its event is in the dead-letter queue`,
    })
  }

  /** Resolves to true when the run is finished; false when the scheduler was stopped first, which leaves it open. */
  const carryOut = async (schedule: StoredSchedule, at: number): Promise<boolean> => {
    const { MaximumRetryAttempts = usualAttempts, MaximumEventAgeInSeconds = usualAgeSeconds } =
      schedule.Target.RetryPolicy ?? {}
    const execution = crypto.randomUUID()
    for (let attempt = 1; ; attempt++) {
      const run = filled(schedule, at, execution, attempt)
      try {
        await fire(run)
        return true
      } catch (caught) {
        const error = caught as Error
        if (stopping.signal.aborted) return false
        const tooOld = now() - at > MaximumEventAgeInSeconds * 1000
        if (tooOld || attempt > MaximumRetryAttempts) {
          await giveUp(run, error, tooOld ? 'MaximumEventAgeInSeconds' : 'MaximumRetryAttempts')
          return true
        }
        const what = `its target failed and is tried again: ${error.message}`
        if (attempt === 1) onProblem({ at: now(), kind: 'error', where: schedule.Name, what })
        await pause(Math.min(retryMs * 2 ** (attempt - 1), retryMs * 10))
        if (stopping.signal.aborted) return false
      }
    }
  }

  return {
    /** Executes a run due at `at`. Resolves to false when the scheduler ends first. */
    start: (schedule: StoredSchedule, at: number): Promise<boolean> => {
      const { Name: name, GroupName: group, ScheduleExpression: expression, Target } = schedule
      meter?.(name, { 'scheduler.runs': 1 })
      fired.push({ name, group, expression, at: now(), target: Target.Arn })
      const run = carryOut(schedule, at).catch((error: Error) => {
        onProblem({ at: now(), kind: 'undeliverable', where: name, what: error.message })
        return true
      })
      running.add(run)
      return run.finally(() => running.delete(run))
    },
    fired: () => [...fired],
    end: async (): Promise<void> => {
      stopping.abort()
      await Promise.all(running)
    },
  }
}
