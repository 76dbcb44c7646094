import { arnOf, type Declared, type Kinds, nameOf } from '../template/resource-kind.ts'

export const schedules: Kinds = {
  'AWS::Scheduler::Schedule': {
    identify: (it) => {
      const name = nameOf(it, 'Name')
      return {
        physicalId: name,
        attributes: { Arn: arnOf(it, 'scheduler', `schedule/${groupOf(it)}/${name}`) },
      }
    },
  },
  'AWS::Scheduler::ScheduleGroup': {
    identify: (it) => {
      const name = nameOf(it, 'Name')
      return { physicalId: name, attributes: { Arn: arnOf(it, 'scheduler', `schedule-group/${name}`) } }
    },
  },
}

const groupOf = (it: Declared) => String(it.property('GroupName') ?? 'default')
