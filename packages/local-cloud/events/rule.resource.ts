import { arnOf, type Kinds, nameOf } from '../template/resource-kind.ts'

export const rules: Kinds = {
  'AWS::Events::Rule': {
    identify: (it) => {
      const name = nameOf(it, 'Name')
      const bus = it.property('EventBusName')
      const Arn = arnOf(it, 'events', bus && bus !== 'default' ? `rule/${bus}/${name}` : `rule/${name}`)
      return { physicalId: name, attributes: { Arn } }
    },
  },
}
