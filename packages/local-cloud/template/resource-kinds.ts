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
import { inert } from './ignored.resource.ts'
import type { Kinds } from './resource-kind.ts'

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
