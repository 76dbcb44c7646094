import { type Kinds, nameIn, nameOf } from '../template/resource-kind.ts'
import type { Resource, Resources } from '../types.ts'

type Notifications = Record<string, unknown> & { EventBridgeConfiguration?: { EventBridgeEnabled?: boolean } }

const notificationFault = ({ properties }: Resource): string | undefined => {
  const other = Object.entries((properties.NotificationConfiguration ?? {}) as Notifications).filter(
    ([name, value]) => name !== 'EventBridgeConfiguration' && Array.isArray(value) && value.length > 0,
  )
  if (other.length === 0) return undefined
  return `${other.map(([name]) => name).join(', ')} is not known here; send the bucket's events to EventBridge.`
}

export const buckets: Kinds = {
  'AWS::S3::Bucket': {
    identify: (it) => {
      const name = nameOf(it, 'BucketName', { limit: 63, lower: true })
      const attributes = {
        Arn: `arn:aws:s3:::${name}`,
        DomainName: `${name}.s3.amazonaws.com`,
        RegionalDomainName: `${name}.s3.${it.stack.region}.amazonaws.com`,
        DualStackDomainName: `${name}.s3.dualstack.${it.stack.region}.amazonaws.com`,
      }
      return { physicalId: name, attributes }
    },
    fault: notificationFault,
    deploy: async (resource, { emulators }) => {
      const answer = await fetch(`${emulators.s3}/${resource.physicalId}`, { method: 'PUT' })
      const isThere = answer.ok || answer.status === 409
      if (!isThere) throw new Error(`${nameIn(resource)} cannot be created: ${await answer.text()}`)
    },
  },
  'AWS::S3::BucketPolicy': {
    identify: (it) => ({ physicalId: String(it.property('Bucket')), attributes: {} }),
  },
  'Custom::S3BucketNotifications': {
    identify: (it) => ({ physicalId: it.logicalId, attributes: {} }),
    fault: notificationFault,
  },
}

/** Whether the bucket sends events to EventBridge, by its own property or the CDK's custom resource. */
export const sendsEvents = (resources: Resources, bucket: string): boolean => {
  const own = resources.ofType('AWS::S3::Bucket').filter((it) => it.physicalId === bucket)
  const custom = resources
    .ofType('Custom::S3BucketNotifications')
    .filter((it) => it.properties.BucketName === bucket)
  return [...own, ...custom].some(({ properties }) => {
    const { EventBridgeConfiguration: events } = (properties.NotificationConfiguration ?? {}) as Notifications
    return events !== undefined && String(events.EventBridgeEnabled ?? true) === 'true'
  })
}
