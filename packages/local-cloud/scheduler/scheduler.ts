import type { Emulator, FiredSchedule } from '../types.ts'
import { answerScheduler } from './api.ts'
import { createRuns, type RunsOptions } from './retry-runs.ts'
import { defaultGroup, faultOf, nextRun, type ScheduleDefinition, type StoredSchedule } from './schedule.ts'
import { createScheduleStore } from './schedule-store.ts'

export type { ScheduleDefinition, StoredSchedule } from './schedule.ts'

export type SchedulerOptions = RunsOptions & {
  load: () => StoredSchedule[]
  save: (schedules: StoredSchedule[]) => void
  /** Whether a role's trust policy lets scheduler.amazonaws.com assume it. */
  mayAssume?: (roleArn: string) => boolean
  region?: string
  account?: string
}

export type Scheduler = {
  emulator: Emulator
  /**
   * Stores a schedule of the template. An unchanged one that already exists keeps its state.
   * @throws when Scheduler would refuse it
   */
  declare(schedule: ScheduleDefinition): void
  declareGroup(name: string): void
  remove(name: string, group: string): void
  /** Starts a run now, beside those at the schedule's own times. @throws when there is no such schedule */
  fire(name: string, group?: string): void
  fired(): FiredSchedule[]
  /** Starts runs that are due. Also runs by itself, many times a second. */
  look(): void
  end(): Promise<void>
}

// AWS's precision is one minute; here tests wait for it.
const tickMs = 100

/**
 * EventBridge Scheduler: its REST API, and the clock that fires stored schedules. A schedule that became due while the
 * local cloud was down runs once at the next start; an `at()` already in the past when stored never runs.
 */
export const createScheduler = (options: SchedulerOptions): Scheduler => {
  const { now, region = 'us-east-1', account = '000000000000', mayAssume = () => true } = options
  const store = createScheduleStore(options)
  const runs = createRuns(options)
  const arnOf = (kind: string, path: string) => `arn:aws:scheduler:${region}:${account}:${kind}/${path}`

  const carryOut = async (schedule: StoredSchedule, due: number) => {
    if (!(await runs.start(schedule, due))) return
    store.finish(schedule, due)
    const over = schedule.nextAt === undefined && schedule.ActionAfterCompletion === 'DELETE'
    if (over && store.get(schedule.GroupName, schedule.Name) === schedule)
      store.remove(schedule.GroupName, schedule.Name)
  }

  const begin = (schedule: StoredSchedule, due: number) => {
    const next = nextRun(schedule, Math.max(due, now()), schedule.createdAt)
    store.begin(schedule, due, next)
    if (schedule.State === 'DISABLED') store.finish(schedule, due)
    else void carryOut(schedule, due)
  }

  const look = () => {
    for (const schedule of store.all())
      if (schedule.nextAt !== undefined && schedule.nextAt <= now()) begin(schedule, schedule.nextAt)
  }
  for (const schedule of store.all())
    if (schedule.runningAt !== undefined) void carryOut(schedule, schedule.runningAt)
  const clock = setInterval(look, tickMs)

  return {
    emulator: async (request, call) => answerScheduler({ store, arnOf, mayAssume, now }, request, call),
    declare: (definition) => {
      const fault = faultOf(definition)
      if (fault) throw new Error(`AWS::Scheduler::Schedule ${definition.Name}: ${fault}`)
      const group = definition.GroupName ?? defaultGroup
      if (!store.isAsDefined(definition))
        store.put(definition, arnOf('schedule', `${group}/${definition.Name}`))
    },
    declareGroup: (name) => {
      if (!store.groups.has(name)) store.groups.set(name, now())
    },
    remove: (name, group) => {
      store.remove(group, name)
    },
    fire: (name, group = defaultGroup) => {
      const schedule = store.get(group, name)
      if (!schedule) throw new Error(`There is no schedule ${group}/${name} to fire.`)
      void runs.start(schedule, now())
    },
    fired: runs.fired,
    look,
    end: async () => {
      clearInterval(clock)
      await runs.end()
    },
  }
}
