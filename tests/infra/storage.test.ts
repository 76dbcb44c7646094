import { expect, test } from 'vitest'
import { idIn, synthesise } from './synthesised.ts'

const { ofType, resources } = synthesise()

test('tables can be restored to any second, are billed by use, and survive the stack', () => {
  expect(ofType('AWS::DynamoDB::Table')).toHaveLength(3)
  for (const [id, { Properties, DeletionPolicy }] of ofType('AWS::DynamoDB::Table')) {
    expect(Properties, id).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    })
    expect(DeletionPolicy, id).toBe('Retain')
  }
})

test('only subscribers expire', () => {
  const expiring = ofType('AWS::DynamoDB::Table').filter(
    ([, { Properties }]) => Properties.TimeToLiveSpecification,
  )
  expect(expiring.map(([id]) => id)).toEqual(['SubscriptionsSubscribers'])
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
      VersioningConfiguration: { Status: 'Enabled' },
    })
    expect(DeletionPolicy, id).toBe('Retain')
    const [, policy] = ofType('AWS::S3::BucketPolicy').find(([, it]) => idIn(it.Properties.Bucket) === id)!
    const [deny, ...allows] = policy.Properties.PolicyDocument.Statement
    expect(deny, id).toMatchObject({
      Effect: 'Deny',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    })
    for (const { Principal } of allows) expect(Principal).toEqual({ Service: 'cloudfront.amazonaws.com' })
  }
})

test('the content bucket tells EventBridge, without a custom resource', () => {
  expect(resources.EditionsContent!.Properties.NotificationConfiguration).toEqual({
    EventBridgeConfiguration: { EventBridgeEnabled: true },
  })
  expect(Object.values(resources).filter(({ Type }) => Type.startsWith('Custom::'))).toEqual([])
})
