import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { startCloud } from '../cloud.ts'
import { createRecursiveLoops } from '../lambda/recursive-loops.ts'
import { eventually } from './eventually.ts'
import { temporaryFolder } from './temporary.ts'
import { writeTinyAssembly } from './tiny-assembly.ts'
import { lambda, role, tinyTemplate } from './tiny-template.ts'
import { allow, att, ref } from './tiny-words.ts'

/** A function that puts a message into the queue which invokes it, forty times. */
const looping = (properties: object) => {
  const { Notes } = tinyTemplate().Resources
  return {
    Resources: {
      Notes,
      // Each message is delivered once: those that Lambda stops stay invisible in the queue.
      Work: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 300 } },
      Loop: {
        ...lambda('loop', 'LoopRole'),
        Properties: { ...lambda('loop', 'LoopRole').Properties, ...properties },
      },
      LoopRole: role(
        'lambda',
        allow('dynamodb:PutItem', att('Notes')),
        allow(
          ['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
          att('Work'),
        ),
      ),
      Mapping: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { FunctionName: ref('Loop'), EventSourceArn: att('Work'), BatchSize: 1 },
      },
    },
    Outputs: { QueueUrl: { Value: ref('Work') }, Table: { Value: ref('Notes') } },
  }
}

const startLooping = async (properties: object) => {
  const assembly = await writeTinyAssembly(looping(properties))
  const cloud = await startCloud({ assembly, dir: temporaryFolder('looping-cloud') })
  const { addresses, credentials, region, outputs } = cloud
  const settings = { endpoint: addresses.aws, credentials, region }
  await new SQSClient(settings).send(new SendMessageCommand({ QueueUrl: outputs.QueueUrl, MessageBody: '1' }))
  const noted = async () => {
    const { Count } = await new DynamoDBClient(settings).send(new ScanCommand({ TableName: outputs.Table }))
    return Count
  }
  return { cloud, noted }
}

test('a function whose own messages invoke it is stopped after 16 times, as by Lambda', async () => {
  const { cloud, noted } = await startLooping({})
  await eventually(() => cloud.problems().length).toBe(1)
  expect(cloud.problems()[0]).toMatchObject({
    where: 'Mapping',
    what: expect.stringContaining('RecursiveLoop'),
  })
  expect(await noted()).toBe(16)
  await cloud.end()
})

test('one that may goes on', async () => {
  const { cloud, noted } = await startLooping({ RecursiveLoop: 'Allow' })
  await eventually(noted).toBe(40)
  await cloud.idle()
  expect(cloud.problems()).toEqual([])
  await cloud.end()
})

test.each([
  [
    'with its envelope',
    (text: string, id: string) => JSON.stringify({ Type: 'Notification', MessageId: id, Message: text }),
  ],
  ['raw', (text: string) => text],
])('what a function publishes to a topic comes back to it %s in the same chain', (_, bodyOf) => {
  const loops = createRecursiveLoops()
  const arn = 'arn:aws:lambda:us-east-1:000000000000:function:loop'
  const { trace } = loops.begin(arn, [{ MessageId: 'first', Body: '{}' }])
  const call = { service: 'sns', action: 'Publish', iamAction: 'Publish', resources: [], context: {} }
  const body = Buffer.from(new URLSearchParams({ Action: 'Publish', Message: 'again' }).toString())
  const request = { method: 'POST', path: '/', query: '', headers: { 'x-amzn-trace-id': trace }, body }
  loops.sent(call, request, { status: 200, headers: {}, body: '<MessageId>sns-1</MessageId>' })
  expect(loops.begin(arn, [{ MessageId: 'second', Body: bodyOf('again', 'sns-1') }]).times).toBe(2)
  expect(loops.begin(arn, [{ MessageId: 'third', Body: bodyOf('other', 'sns-2') }]).times).toBe(1)
})
