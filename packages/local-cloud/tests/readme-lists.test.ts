import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { faultsIn, unknownIn } from '../template/refused-resources.ts'
import type { Others } from '../template/resource-kind.ts'
import { kinds } from '../template/resource-kinds.ts'

const readme = readFileSync(resolve(import.meta.dirname, '../README.md'), 'utf8')

test('the README lists the known types', () => {
  const services = Map.groupBy(Object.keys(kinds).toSorted(), (type) =>
    type.split('::').slice(0, -1).join('::'),
  )
  const lines = [...services].map(
    ([service, types]) => `- ${service}: ${types.map((type) => type.split('::').at(-1)).join(', ')}`,
  )
  const [, listed] = /<!-- types -->\n(.*)<!-- \/types -->/s.exec(readme) ?? []
  expect(listed?.replaceAll('\n  ', ' ').trim().split('\n')).toEqual(lines)
})

const runs = { Runtime: 'nodejs24.x' }
const rows: Record<string, [type: string, properties?: object][]> = {
  "a bucket's notifications to a function, queue or topic": [
    ['AWS::S3::Bucket', { NotificationConfiguration: { LambdaConfigurations: [{}] } }],
    ['Custom::S3BucketNotifications', { NotificationConfiguration: { QueueConfigurations: [{}] } }],
  ],
  "a topic's subscriptions by Lambda, HTTP or SMS": [['AWS::SNS::Subscription', { Protocol: 'lambda' }]],
  'DynamoDB streams, Kinesis and other event sources but SQS': [
    ['AWS::Lambda::EventSourceMapping', { EventSourceArn: 'arn:aws:dynamodb:r:0:table/a/stream/1' }],
    ['AWS::Kinesis::Stream'],
  ],
  'FIFO topics': [['AWS::SNS::Topic', { FifoTopic: true }]],
  'inline code': [['AWS::Lambda::Function', { ...runs, Code: { ZipFile: 'x' } }]],
  'layers, container images, other languages than Node.js': [
    ['AWS::Lambda::Function', { ...runs, Layers: ['layer'] }],
    ['AWS::Lambda::Function', { PackageType: 'Image', Code: { ImageUri: 'x' } }],
    ['AWS::Lambda::Function', { Runtime: 'python3.13' }],
  ],
  'versions, aliases and function URLs': [
    ['AWS::Lambda::Version'],
    ['AWS::Lambda::Alias'],
    ['AWS::Lambda::Url'],
  ],
  'REST and WebSocket APIs': [
    ['AWS::ApiGateway::RestApi'],
    ['AWS::ApiGatewayV2::Api', { ProtocolType: 'WEBSOCKET' }],
  ],
  'event buses of your own': [['AWS::Events::EventBus']],
  'SSM parameters': [['AWS::SSM::Parameter']],
  'Lambda@Edge, key value stores': [['AWS::CloudFront::KeyValueStore']],
}

test('the README’s table says what is not supported, and the start refuses all of it', async () => {
  const [, table = ''] = /## What it does not support\n\n.*?\n.*?\n(.*?)\n\n/s.exec(readme) ?? []
  expect(table.split('\n').map((line) => line.split('|')[1]?.trim())).toEqual(Object.keys(rows))
  const others: Others = {
    resources: { get: () => undefined, ofType: () => [], byArn: () => undefined },
    assembly: { stacks: [], asset: () => undefined },
  }
  for (const [type, properties = {}] of Object.values(rows).flat()) {
    const template = { Resources: { Odd: { Type: type } } }
    const unknown = unknownIn([{ name: 'Shop', prefix: '', template }], [])
    const odd = { logicalId: 'Odd', type, properties: { ...properties }, physicalId: 'odd', attributes: {} }
    expect([type, unknown.length + (await faultsIn(others, [odd])).length]).toEqual([type, 1])
  }
})
