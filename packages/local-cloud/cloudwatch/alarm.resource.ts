import { arnOf, type Kinds, nameOf } from '../template/resource-kind.ts'
import { faultOf } from './alarm.ts'

export const alarms: Kinds = {
  'AWS::CloudWatch::Alarm': {
    identify: (it) => {
      const name = nameOf(it, 'AlarmName', { limit: 255 })
      return { physicalId: name, attributes: { Arn: arnOf(it, 'cloudwatch', `alarm:${name}`) } }
    },
    fault: ({ properties }) => faultOf(properties),
  },
}
