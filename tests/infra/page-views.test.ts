import { expect, test } from 'vitest'
import { idIn, synthesise } from './synthesised.ts'

const { ofType, resources, template } = synthesise()
const delivered = ['AWS::Logs::DeliverySource', 'AWS::Logs::DeliveryDestination', 'AWS::Logs::Delivery']

test('a log holds the day, the method, the path and the status, and nothing of a visitor', () => {
  const [, { Properties }] = ofType('AWS::Logs::Delivery')[0]!
  expect(Properties.RecordFields).toEqual(['date', 'cs-method', 'cs-uri-stem', 'sc-status'])
  expect(resources.SiteDistribution!.Properties.DistributionConfig.Logging).toBeUndefined()
})

test('logs of the site go as JSON into their own bucket, where AWS takes such a delivery', () => {
  expect(template.toJSON().Conditions.ViewsIsThere).toEqual({
    'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'],
  })
  const [source, destination, delivery] = delivered.map((type) => ofType(type)[0]![1])
  for (const one of [source, destination, delivery]) expect(one).toMatchObject({ Condition: 'ViewsIsThere' })
  expect(JSON.stringify(source!.Properties.ResourceArn)).toContain('{"Ref":"SiteDistribution"}')
  expect(destination!.Properties).toMatchObject({ OutputFormat: 'json' })
  expect(idIn(destination!.Properties.DestinationResourceArn)).toBe('ViewsLogs')
  expect(delivery!.Properties.DeliverySourceName).toBe(source!.Properties.Name)
})

test('only the delivery of the site’s logs may write into their bucket, and only there', () => {
  const [, { Properties }] = ofType('AWS::S3::BucketPolicy').find(
    ([, it]) => idIn(it.Properties.Bucket) === 'ViewsLogs',
  )!
  const [, ...allows] = Properties.PolicyDocument.Statement
  expect(allows).toHaveLength(1)
  expect(allows[0]).toMatchObject({
    Effect: 'Allow',
    Action: 's3:PutObject',
    Principal: { Service: 'delivery.logs.amazonaws.com' },
    Condition: {
      StringEquals: {
        's3:x-amz-acl': 'bucket-owner-full-control',
        'aws:SourceAccount': { Ref: 'AWS::AccountId' },
      },
    },
  })
  expect(JSON.stringify(allows[0].Resource)).toContain('"/AWSLogs/"')
  const [, source] = ofType('AWS::Logs::DeliverySource')[0]!
  expect(JSON.stringify(allows[0].Condition.ArnLike)).toContain(`:delivery-source:${source.Properties.Name}"`)
})

test('logs are gone after work that failed can no longer be redriven', () => {
  const { LifecycleConfiguration, VersioningConfiguration } = resources.ViewsLogs!.Properties
  expect(VersioningConfiguration).toBeUndefined()
  expect(LifecycleConfiguration.Rules).toEqual([
    expect.objectContaining({ ExpirationInDays: 15, Status: 'Enabled' }),
  ])
  expect(resources.ViewsWorkDeadLettersQueue!.Properties.MessageRetentionPeriod).toBe(14 * 86_400)
})

test('with pageViews: false nothing is logged, and what was counted stays', () => {
  const off = synthesise({ pageViews: false })
  for (const type of delivered) expect(off.ofType(type), type).toEqual([])
  expect(off.resources.ViewsCounts).toEqual(resources.ViewsCounts)
})
