import { expect, test } from 'vitest'
import { lastCopyDays } from '../../functions/privacy/settings.ts'
import { idIn, synthesise } from './synthesised.ts'

const { ofType, resources } = synthesise()

/** Counters and sign-ins, which nobody would want back. */
const passing = ['SubscriptionsSignUps', 'AdminRecentCalls', 'AdminConsoleSessions']
/** Lists of addresses, which are read once. */
const forgetful = 'ImportsUploads'
/** CloudFront’s, which hold nothing of a visitor, and are counted once. */
const logs = 'ViewsLogs'

test('tables can be restored to any second, are billed by use, and survive the stack', () => {
  const kept = ofType('AWS::DynamoDB::Table').filter(([id]) => !passing.includes(id))
  expect(kept).toHaveLength(8)
  for (const [id, { Properties, DeletionPolicy }] of kept) {
    expect(Properties, id).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    })
    expect(DeletionPolicy, id).toBe('Retain')
  }
})

test.each(passing)('%s is in no backup, and goes with the stack', (id) => {
  const { Properties, DeletionPolicy } = resources[id]!
  expect(Properties).toMatchObject({ BillingMode: 'PAY_PER_REQUEST' })
  expect(Properties).not.toHaveProperty('PointInTimeRecoverySpecification')
  expect(DeletionPolicy).toBe('Delete')
})

test('nothing outlasts the day by which an erased reader is told that the last copy of them is gone', () => {
  /** For which a table can be restored, if the template says nothing else. */
  const backups = ofType('AWS::DynamoDB::Table').map(
    ([, { Properties }]) => Properties.PointInTimeRecoverySpecification?.RecoveryPeriodInDays ?? 35,
  )
  const logs = ofType('AWS::Logs::LogGroup').map(
    ([, { Properties }]) => Properties.RetentionInDays ?? Infinity,
  )
  const messages = ofType('AWS::SQS::Queue').map(
    ([, { Properties }]) => (Properties.MessageRetentionPeriod ?? 4 * 86_400) / 86_400,
  )
  const rules = ofType('AWS::S3::Bucket').flatMap(
    ([, { Properties }]) => Properties.LifecycleConfiguration.Rules,
  )
  const versions = rules.map(
    ({ NoncurrentVersionExpiration: old, ExpirationInDays: days }) => old?.NoncurrentDays ?? days,
  )
  for (const days of [backups, logs, messages, versions]) expect(days.length).toBeGreaterThan(1)
  // A day is for what the sweeper has to do first.
  for (const days of [...backups, ...logs, ...messages, ...versions])
    expect(days + 1).toBeLessThanOrEqual(lastCopyDays)
})

test('only subscribers, counters, sign-ins, imports without a file, API keys, the audit log and that of webhooks expire', () => {
  const expiring = ofType('AWS::DynamoDB::Table').filter(
    ([, { Properties }]) => Properties.TimeToLiveSpecification,
  )
  expect(expiring.map(([id]) => id).toSorted()).toEqual(
    [
      'SubscriptionsSubscribers',
      ...passing,
      'ImportsRecords',
      'AdminAccessRecords',
      'AdminAuditEntries',
      'WebhooksRecords',
    ].toSorted(),
  )
})

test('no bucket is public, and each is read by TLS only', () => {
  for (const [id, { Properties, DeletionPolicy }] of ofType('AWS::S3::Bucket')) {
    expect(Properties, id).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      ...(id !== forgetful && id !== logs && { VersioningConfiguration: { Status: 'Enabled' } }),
    })
    expect(DeletionPolicy, id).toBe('Retain')
    const [, policy] = ofType('AWS::S3::BucketPolicy').find(([, it]) => idIn(it.Properties.Bucket) === id)!
    const [deny, ...allows] = policy.Properties.PolicyDocument.Statement
    expect(deny, id).toMatchObject({
      Effect: 'Deny',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    })
    const service = id === logs ? 'delivery.logs.amazonaws.com' : 'cloudfront.amazonaws.com'
    for (const { Principal } of allows) expect(Principal).toEqual({ Service: service })
  }
})

test('uploaded lists of readers are gone after a day, and leave no version behind', () => {
  const { LifecycleConfiguration, VersioningConfiguration } = resources[forgetful]!.Properties
  expect(VersioningConfiguration).toBeUndefined()
  expect(LifecycleConfiguration.Rules).toEqual([
    expect.objectContaining({ ExpirationInDays: 1, Status: 'Enabled' }),
  ])
})

test('buckets whose uploads start work tell EventBridge, without a custom resource', () => {
  for (const id of ['EditionsContent', forgetful, logs])
    expect(resources[id]!.Properties.NotificationConfiguration).toEqual({
      EventBridgeConfiguration: { EventBridgeEnabled: true },
    })
  expect(Object.values(resources).filter(({ Type }) => Type.startsWith('Custom::'))).toEqual([])
})
