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
  let silent = ids
  return service.until(
    () => `${silent.join(', ')} to ring`,
    async () => {
      const now = await ringing()
      silent = ids.filter((id) => !now.includes(id))
      return silent.length === 0
    },
  )
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

/** Who stands before the admins' functions: while it fails, they are not called. */
const isAuthorizer = ({ logicalId }: Resource) => logicalId === 'AdminAccessAuthorizerFunction'

const breakFunctions = async (isWanted: (one: Resource) => boolean) => {
  for (const one of all('AWS::Lambda::Function').filter(isWanted))
    await service.cloud.live.edit(one.logicalId, ({ properties }) => {
      properties.Environment = { Variables: {} }
    })
}
/** What is called by a method without naming a thing. */
const paths = (method: 'ANY' | 'GET') =>
  all('AWS::ApiGatewayV2::Route').flatMap(({ properties }) => {
    const [of, path = ''] = String(properties.RouteKey).split(' ')
    return of === method && !path.includes('{') ? path : []
  })
const errorsOf = (isWanted: (one: Resource) => boolean) =>
  of('Errors').filter((id) => isWanted(service.cloud.resources.get(id.replace(/Errors$/, 'Function'))!))

test('every function that fails rings', async () => {
  await breakFunctions((one) => !isAuthorizer(one))
  await toRing(
    errorsOf((one) => !isAuthorizer(one)),
    async () => {
      const forms = paths('ANY')
      const failed = await Promise.all(forms.map((path) => fetch(`${service.site}${path}`)))
      expect(failed.map(({ status }) => status)).toEqual(forms.map(() => 500))
      for (const path of paths('GET')) await service.admin('GET', path)
      await putEverywhere('{}')
      await upload('issues/x/manifest.json')
      for (const { logicalId } of all('AWS::Scheduler::Schedule')) service.cloud.fireSchedule(logicalId)
    },
  )
})

test('an authorizer that fails rings', async () => {
  await breakFunctions(isAuthorizer)
  // Its answer about the owner's token is kept for a minute; nobody asked about this one.
  await toRing(errorsOf(isAuthorizer), () =>
    fetch(`${service.api}/api/issues`, { headers: { authorization: 'Bearer of nothing' } }),
  )
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
