import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Resource } from '#local-cloud/types'
import { inSteps } from './in-steps.ts'
import { type Service, startService } from './service.ts'

const minute = 60_000

let service: Service
let sqs: SQSClient
/** How far the cloud's clock is ahead of this machine's. */
let ahead = 0
let reputation = { bounceRate: 0, complaintRate: 0 }

beforeAll(async () => {
  service = await startService({
    now: () => Date.now() + ahead,
    reputation: () => reputation,
  })
  // Everything here is broken on purpose.
  service.expectProblems(() => true)
  const { addresses, region, credentials } = service.cloud
  sqs = new SQSClient({ endpoint: addresses.aws, region, credentials })
})
afterAll(() => service.end())
inSteps()

const all = (type: string): Resource[] =>
  [...service.cloud.resources.values()].filter((one) => one.type === type)
const alarms = (isWanted: (properties: Record<string, unknown>) => boolean = () => true): string[] =>
  all('AWS::CloudWatch::Alarm').flatMap(({ logicalId, properties }) =>
    isWanted(properties) ? logicalId : [],
  )
const of = (metric: string) => alarms(({ MetricName }) => MetricName === metric)

const ringing = async (): Promise<string[]> => {
  await service.cloud.alarms.look()
  return Object.entries(service.cloud.alarms.states()).flatMap(([id, state]) => (state === 'ALARM' ? id : []))
}
/** Has alarms ring by what `happens`, and by nothing before. */
const toRing = async (ids: string[], happens: () => unknown) => {
  expect(ids.length).toBeGreaterThan(0)
  expect((await ringing()).filter((id) => ids.includes(id))).toEqual([])
  await happens()
  return service.until(`${ids.join(', ')} to ring`, async () => {
    const now = await ringing()
    return ids.every((id) => now.includes(id))
  })
}
const put = (queue: string, MessageBody: string) =>
  sqs.send(new SendMessageCommand({ QueueUrl: service.cloud.resources.get(queue)!.physicalId, MessageBody }))
const consumed = () =>
  all('AWS::Lambda::EventSourceMapping').map(({ properties }) => String(properties.EventSourceArn))
const queues = (isConsumed: boolean) =>
  all('AWS::SQS::Queue')
    .filter(({ attributes }) => consumed().includes(attributes.Arn!) === isConsumed)
    .map(({ logicalId }) => logicalId)
const putEverywhere = async (body: string) => {
  for (const queue of queues(true)) await put(queue, body)
}
const upload = async (Key: string) => {
  const { addresses, region, credentials, resources } = service.cloud
  const files = new S3Client({ endpoint: addresses.aws, region, credentials, forcePathStyle: true })
  const Bucket = resources.get('EditionsContent')!.physicalId
  await files.send(new PutObjectCommand({ Bucket, Key, Body: '{}' }))
}

test('nothing rings while nothing is wrong', async () => {
  await service.cloud.alarms.look()
  ahead += 2 * minute
  expect(await ringing()).toEqual([])
  expect(await service.cloud.alarms.mails()).toEqual([])
})

test('work that failed for good rings', async () => {
  await toRing(of('ApproximateNumberOfMessagesVisible'), async () => {
    for (const queue of queues(false)) await put(queue, '{}')
  })
})

test('one message that fails rings at once, though its function fails in nothing', async () => {
  await toRing(of('FailedMessages'), () => putEverywhere('nothing that anybody reads'))
  expect((await ringing()).filter((id) => of('Errors').includes(id))).toEqual([])
})

test('a function that is turned away rings', async () => {
  const undo = await service.cloud.live.edit('SubscriptionsConfirmFunction', ({ properties }) => {
    properties.ReservedConcurrentExecutions = 0
  })
  await toRing([...of('Throttles'), ...of('5xx')], async () => {
    expect((await fetch(`${service.site}/confirm`)).status).toBe(503)
  })
  await undo()
})

test('every function that fails rings', async () => {
  for (const { logicalId, properties } of all('AWS::Lambda::Function')) {
    const { Variables } = properties.Environment as { Variables: Record<string, string> }
    await service.cloud.live.removeVariable(logicalId, Object.keys(Variables)[0]!)
  }
  await toRing(of('Errors'), async () => {
    const forms = ['subscribe', 'confirm', 'preferences', 'unsubscribe']
    const failed = await Promise.all(forms.map((form) => fetch(`${service.site}/${form}`)))
    expect(failed.map(({ status }) => status)).toEqual([500, 500, 500, 500])
    await service.admin('GET', '/api/issues')
    await service.admin('GET', '/api/dead-letters')
    await putEverywhere('{}')
    await upload('issues/x/manifest.json')
    service.cloud.fireSchedule('SendingEveryMinute')
  })
})

test('five minutes without the sweeper ring', async () => {
  await service.cloud.live.remove('SendingEveryMinute')
  await toRing(of('Invocations'), () => {
    ahead += 6 * minute
  })
})

test('work that nobody takes up rings when it is too old', async () => {
  await toRing(of('ApproximateAgeOfOldestMessage'), async () => {
    await putEverywhere('nothing that anybody reads')
    ahead += 6 * 60 * minute + minute
  })
})

test('half of what SES reviews an account for rings', async () => {
  await toRing([...of('Reputation.BounceRate'), ...of('Reputation.ComplaintRate')], () => {
    reputation = { bounceRate: 0.1, complaintRate: 0.002 }
  })
})

test('each alarm was mailed to the administrator, with who is hurt', async () => {
  const mails = await Promise.all(
    (await service.cloud.alarms.mails()).map(async ({ destinations, raw }) => ({
      destinations,
      parsed: await simpleParser(raw),
    })),
  )
  for (const { destinations, parsed } of mails) {
    expect(destinations).toEqual(['admin@matrix.example.org'])
    expect(parsed.text).toContain('confirmed the subscription')
  }
  for (const { logicalId, physicalId, properties } of all('AWS::CloudWatch::Alarm')) {
    const mine = mails.find(({ parsed }) => parsed.subject?.startsWith(`ALARM: "${physicalId}"`))
    expect(mine?.parsed.text, logicalId).toContain(properties.AlarmDescription)
  }
  const inbox = await (await fetch(service.cloud.addresses.inbox)).text()
  expect(inbox).toContain('ALARM: ')
})
