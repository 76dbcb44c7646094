import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib'
import { type Attribute, AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb'
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type CfnBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'

/**
 * A table for what cannot be recreated: billed by use, restorable to any second of 35 days, protected from deletion.
 */
export const keptTable = (
  scope: Construct,
  id: string,
  { partition, sort, timeToLive }: { partition: string; sort: string; timeToLive?: string },
): Table =>
  new Table(scope, id, {
    partitionKey: string(partition),
    sortKey: string(sort),
    ...(timeToLive !== undefined && { timeToLiveAttribute: timeToLive }),
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  })

/** A table for what soon means nothing: not restorable, and deleted with the stack. */
export const passingTable = (
  scope: Construct,
  id: string,
  { partition, sort, timeToLive }: { partition: string; sort: string; timeToLive: string },
): Table => {
  const table = new Table(scope, id, {
    partitionKey: string(partition),
    sortKey: string(sort),
    timeToLiveAttribute: timeToLive,
    billingMode: BillingMode.PAY_PER_REQUEST,
    removalPolicy: RemovalPolicy.DESTROY,
  })
  Validations.of(table).acknowledge({
    id: 'AwsSolutions-DDB3',
    reason: 'Its items are to be forgotten within a day or two: a backup would keep them for 35.',
  })
  return table
}

const string = (name: string): Attribute => ({ name, type: AttributeType.STRING })

/** A private bucket: TLS only, no public access, overwritten objects kept for 30 days. */
export const privateBucket = (scope: Construct, id: string): Bucket =>
  bucketWith(scope, id, {
    versioned: true,
    lifecycleRules: [
      {
        noncurrentVersionExpiration: Duration.days(30),
        abortIncompleteMultipartUploadAfter: Duration.days(1),
      },
    ],
  })

/** A private bucket that forgets everything after a day, and keeps nothing that was overwritten: for what holds addresses. */
export const dayBucket = (scope: Construct, id: string, props: Pick<BucketProps, 'cors'> = {}): Bucket =>
  passingBucket(scope, id, Duration.days(1), props)

/** A private bucket that forgets everything after some days, and keeps nothing that was overwritten. */
export const passingBucket = (
  scope: Construct,
  id: string,
  expiration: Duration,
  props: Pick<BucketProps, 'cors'> = {},
): Bucket =>
  bucketWith(scope, id, {
    ...props,
    lifecycleRules: [{ expiration, abortIncompleteMultipartUploadAfter: Duration.days(1) }],
  })

const bucketWith = (scope: Construct, id: string, props: BucketProps): Bucket => {
  const bucket = new Bucket(scope, id, {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    removalPolicy: RemovalPolicy.RETAIN,
    ...props,
  })
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason:
      'Only our own functions and CloudFront read it; a log of accesses would add nothing to their own logs.',
  })
  return bucket
}

/** CloudFormation's own property; the construct's `eventBridgeEnabled` would bring a custom resource and its role. */
export const tellEventBridge = (bucket: Bucket): void => {
  const resource = bucket.node.defaultChild as CfnBucket
  resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } }
}
