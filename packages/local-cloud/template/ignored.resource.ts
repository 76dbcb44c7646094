import { arnOf, type Declared, idOf, type Kinds, nameOf } from './resource-kind.ts'

const named = (property: string) => ({
  identify: (it: Declared) => ({ physicalId: nameOf(it, property), attributes: {} }),
})

/** Types that need no local work. Each is listed deliberately; an unknown type stops the start. */
export const inert: Kinds = {
  'AWS::CDK::Metadata': { identify: (it) => ({ physicalId: it.logicalId, attributes: {} }) },
  'AWS::CloudWatch::Dashboard': named('DashboardName'),
  'AWS::Logs::LogGroup': {
    identify: (it) => {
      const name = nameOf(it, 'LogGroupName', { limit: 512 })
      return { physicalId: name, attributes: { Arn: arnOf(it, 'logs', `log-group:${name}:*`) } }
    },
  },
  'AWS::KMS::Key': {
    identify: (it) => {
      const id = idOf(it, 32, '0123456789abcdef')
      return { physicalId: id, attributes: { Arn: arnOf(it, 'kms', `key/${id}`), KeyId: id } }
    },
  },
  'AWS::KMS::Alias': named('AliasName'),
  // The local bucket is deleted with its folder, and local logs have no retention.
  'Custom::S3AutoDeleteObjects': { identify: (it) => ({ physicalId: it.logicalId, attributes: {} }) },
  'Custom::LogRetention': {
    identify: (it) => {
      const name = String(it.property('LogGroupName'))
      return { physicalId: name, attributes: { LogGroupName: name } }
    },
  },
}
