import { bucketDeployments } from './bucket-deployment.ts'
import { buckets } from './buckets.ts'
import { functions } from './functions.ts'
import { roles, userPools } from './identity.ts'
import { inert } from './inert.ts'
import type { Kinds } from './kind.ts'
import { mail } from './mail.ts'
import { queues } from './queues.ts'
import { secrets } from './secrets.ts'
import { tables } from './tables.ts'
import { topics } from './topics.ts'
import { timing, web } from './web.ts'

/**
 * Every resource type that the local cloud knows, in the order in which they become real: what others
 * refer to comes first, and files are uploaded when all that listens is there.
 */
export const kinds: Kinds = {
  ...inert,
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
