import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Emulators, startEmulators } from '../emulators/emulators.ts'
import type { Base } from '../services/bootstrap.ts'
import { createPublishToTopic } from '../ses/publish-to-topic.ts'
import { callSns } from '../sns/call-sns.ts'
import { sqsCall } from '../sqs/call-sqs.ts'
import type { Principal } from '../types.ts'

const region = 'eu-west-1'
const topicArn = `arn:aws:sns:${region}:000000000000:events`
const ses: Principal = { name: 'SES', arn: 'service:ses.amazonaws.com', statements: () => [] }
let dir: string
let emulators: Emulators
let metered = 0
let publish: ReturnType<typeof createPublishToTopic>

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'local-cloud-publishing-'))
  emulators = await startEmulators(dir, region, (what) => {
    throw new Error(what)
  })
  const place = { region } as Base['place']
  await callSns({ emulators, place }, { Action: 'CreateTopic', Name: 'events' })
  publish = createPublishToTopic({
    emulators,
    place,
    policies: { serviceMay: () => true },
    resources: { ofType: () => [] },
    tally: {
      meter: () => {
        metered += 1
      },
    },
  } as unknown as Base)
})
afterAll(async () => {
  await emulators.end()
  rmSync(dir, { recursive: true, force: true })
})

test('events that come together are all published, each billed as one', async () => {
  const sqs = sqsCall(emulators.sqs, region)
  const { QueueUrl } = await sqs('CreateQueue', { QueueName: 'events' })
  const Endpoint = `arn:aws:sqs:${region}:000000000000:events`
  await callSns(
    { emulators, place: { region } as Base['place'] },
    { Action: 'Subscribe', TopicArn: topicArn, Protocol: 'sqs', Endpoint },
  )
  await Promise.all(
    Array.from({ length: 25 }, (_, number) => publish(topicArn, `event ${number} & 事件`, ses)),
  )
  expect(metered).toBe(25)
  const AttributeNames = ['ApproximateNumberOfMessages']
  const { Attributes } = await sqs('GetQueueAttributes', { QueueUrl, AttributeNames })
  expect(Attributes.ApproximateNumberOfMessages).toBe('25')
})

test('an event that SNS refuses is told, and those that went with it are published', async () => {
  const tooLong = 'x'.repeat(300_000)
  const outcomes = await Promise.allSettled(['one', tooLong, 'two'].map((it) => publish(topicArn, it, ses)))
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(String((outcomes[1] as PromiseRejectedResult).reason)).toContain('Message too long')
})

test('a topic that is not there is said', async () => {
  await expect(publish(`${topicArn}-gone`, 'event', ses)).rejects.toThrow('Topic does not exist')
})
