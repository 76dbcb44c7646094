import { timing, web } from '../cloudfront/web.resource.ts'
import { roles, userPools } from '../cognito/user-pool.resource.ts'
import { tables } from '../dynamodb/table.resource.ts'
import { oidcProviders } from '../iam/oidc-provider.resource.ts'
import { functions } from '../lambda/function.resource.ts'
import { buckets } from '../s3/bucket.resource.ts'
import { bucketDeployments } from '../s3/bucket-deployment.resource.ts'
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
  ...web,
  ...timing,
  ...bucketDeployments,
}
