import { distributions } from '../cloudfront/distribution.resource.ts'
import { logDeliveries } from '../cloudfront/log-delivery.resource.ts'
import { alarms } from '../cloudwatch/alarm.resource.ts'
import { userPools } from '../cognito/user-pool.resource.ts'
import { tables } from '../dynamodb/table.resource.ts'
import { rules } from '../events/rule.resource.ts'
import { httpApis } from '../http-api/api.resource.ts'
import { oidcProviders } from '../iam/oidc-provider.resource.ts'
import { roles } from '../iam/role.resource.ts'
import { functions } from '../lambda/function.resource.ts'
import { buckets } from '../s3/bucket.resource.ts'
import { bucketDeployments } from '../s3/bucket-deployment.resource.ts'
import { schedules } from '../scheduler/schedule.resource.ts'
import { secrets } from '../secrets/secret.resource.ts'
import { mail } from '../ses/ses.resource.ts'
import { topics } from '../sns/topic.resource.ts'
import { queues } from '../sqs/queue.resource.ts'
import type { Resource } from '../types.ts'
import { inert } from './ignored.resource.ts'
import { type Kinds, nameIn, type Others } from './resource-kind.ts'
import type { StackTemplate } from './template.ts'

/**
 * Every resource type that the local cloud knows, in order of deployment: resources that others refer to come first,
 * and files are uploaded once everything that listens is there.
 */
export const kinds: Kinds = {
  ...inert,
  ...alarms,
  ...oidcProviders,
  ...roles,
  ...secrets,
  ...tables,
  ...queues,
  ...topics,
  ...buckets,
  ...userPools,
  ...mail,
  ...functions,
  ...httpApis,
  ...distributions,
  ...logDeliveries,
  ...rules,
  ...schedules,
  ...bucketDeployments,
}

/** Resources of types that are not known here, and what to say of each. */
export const unknownIn = (stacks: StackTemplate[], leaveOut: readonly string[]) =>
  stacks.flatMap(({ name, template }) =>
    Object.entries(template.Resources)
      .filter(([, { Type }]) => !kinds[Type] && !leaveOut.includes(Type))
      .map(([logicalId, { Type: type }]) => ({
        type,
        line:
          `${nameIn({ type, logicalId })} of stack ${name}: the local cloud does not know this type; ` +
          `start without such resources by \`leaveOut: ['${type}']\`.`,
      })),
  )

/** What AWS or the local cloud does not take of the resources: a line for each. */
export const faultsIn = async (others: Others, all: Resource[]): Promise<string[]> => {
  const lines = await Promise.all(
    all.map(async (resource) => {
      const fault = await kinds[resource.type]?.fault?.(resource, others)
      return fault ? `${nameIn(resource)}: ${fault}` : []
    }),
  )
  return lines.flat()
}
