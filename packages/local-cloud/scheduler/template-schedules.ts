import type { JsonStore } from '../host/state.ts'
import type { Resource, Resources } from '../types.ts'
import type { ScheduleDefinition } from './schedule.ts'
import type { Scheduler } from './scheduler.ts'

/** A template's schedule in the form of Scheduler's API. */
export const definitionOf = ({ physicalId, properties }: Resource) =>
  ({ FlexibleTimeWindow: { Mode: 'OFF' }, ...properties, Name: physicalId }) as ScheduleDefinition

/** Declares the template's groups and schedules to Scheduler, and removes those of an earlier template. */
export const declareSchedules = (scheduler: Scheduler, resources: Resources, state: JsonStore) => {
  for (const { physicalId } of resources.ofType('AWS::Scheduler::ScheduleGroup'))
    scheduler.declareGroup(physicalId)
  const definitions = resources.ofType('AWS::Scheduler::Schedule').map(definitionOf)
  for (const definition of definitions) scheduler.declare(definition)
  const names = definitions.map(({ GroupName = 'default', Name }) => `${GroupName}/${Name}`)
  for (const gone of (state.get<string[]>('declared schedules') ?? []).filter((it) => !names.includes(it))) {
    const [group = '', name = ''] = gone.split('/')
    scheduler.remove(name, group)
  }
  state.set('declared schedules', names)
}
