import { defaultGroup, nextRun, type ScheduleDefinition, type StoredSchedule } from './schedule.ts'

type Options = {
  load: () => StoredSchedule[]
  save: (schedules: StoredSchedule[]) => void
  now: () => number
}

const keyOf = (group: string, name: string) => `${group}/${name}`

// Definitions are equal when their JSON is.
const sameDefinition = (stored: StoredSchedule, given: ScheduleDefinition): boolean =>
  Object.entries({ ...given, GroupName: given.GroupName ?? defaultGroup }).every(
    ([key, value]) => JSON.stringify(stored[key as keyof StoredSchedule]) === JSON.stringify(value),
  )

/** The schedules by group and name, saved at every change. */
export const createScheduleStore = ({ load, save, now }: Options) => {
  const schedules = new Map(load().map((schedule) => [keyOf(schedule.GroupName, schedule.Name), schedule]))
  const groups = new Map<string, number>([[defaultGroup, now()]])
  for (const { GroupName, createdAt } of schedules.values()) groups.set(GroupName, createdAt)
  const saved = () => save([...schedules.values()])

  return {
    all: () => [...schedules.values()],
    get: (group: string, name: string) => schedules.get(keyOf(group, name)),
    /** Stores a definition, replacing any of the same name. A rate without a start date starts at once. */
    put: (definition: ScheduleDefinition, arn: string): StoredSchedule => {
      const GroupName = definition.GroupName ?? defaultGroup
      const known = schedules.get(keyOf(GroupName, definition.Name))
      const createdAt = known?.createdAt ?? now()
      const nextAt = nextRun(definition, now() - 1, createdAt)
      const stored = { ...definition, GroupName, Arn: arn, createdAt, changedAt: now(), nextAt }
      schedules.set(keyOf(GroupName, definition.Name), stored)
      saved()
      return stored
    },
    isAsDefined: (definition: ScheduleDefinition): boolean => {
      const known = schedules.get(keyOf(definition.GroupName ?? defaultGroup, definition.Name))
      return known !== undefined && sameDefinition(known, definition)
    },
    /** Records that a run has started. */
    begin: (schedule: StoredSchedule, runningAt: number, nextAt: number | undefined): void => {
      Object.assign(schedule, { runningAt, nextAt })
      saved()
    },
    /** Records that a run has ended. */
    finish: (schedule: StoredSchedule, runningAt: number): void => {
      if (schedule.runningAt !== runningAt) return
      delete schedule.runningAt
      saved()
    },
    remove: (group: string, name: string): boolean => {
      const removed = schedules.delete(keyOf(group, name))
      if (removed) saved()
      return removed
    },
    groups,
  }
}

export type ScheduleStore = ReturnType<typeof createScheduleStore>
