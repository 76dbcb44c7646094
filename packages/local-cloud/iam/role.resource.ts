import { idOf, type Kinds, nameOf } from '../template/resource-kind.ts'

export const roles: Kinds = {
  'AWS::IAM::Role': {
    identify: (it) => {
      const name = nameOf(it, 'RoleName')
      const path = String(it.property('Path') ?? '/')
      const arn = `arn:aws:iam::${it.stack.account}:role${path}${name}`
      return { physicalId: name, attributes: { Arn: arn, RoleId: `AROA${idOf(it, 17).toUpperCase()}` } }
    },
  },
  'AWS::IAM::Policy': { identify: (it) => ({ physicalId: nameOf(it, 'PolicyName'), attributes: {} }) },
  'AWS::IAM::ManagedPolicy': {
    identify: (it) => {
      const name = nameOf(it, 'ManagedPolicyName')
      const arn = `arn:aws:iam::${it.stack.account}:policy${it.property('Path') ?? '/'}${name}`
      return { physicalId: arn, attributes: { PolicyArn: arn } }
    },
  },
}
