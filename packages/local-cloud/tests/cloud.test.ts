import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cloud, type CloudOptions, startCloud } from '../cloud.ts'
import { eventually } from './eventually.ts'
import { temporaryFolder } from './temporary.ts'
import { writeTinyAssembly } from './tiny-assembly.ts'
import { tinyTemplate } from './tiny-template.ts'

const newDir = () => temporaryFolder('tiny-cloud')
const dir = newDir()
let assembly: string
let cloud: Cloud
/** How far the cloud's clock is ahead, in ms. */
let ahead = 0

const hour = 3_600_000
/** A time that comes only when the test sets the clock ahead: starting may take long on a busy machine. */
const later = () => new Date(Date.now() + ahead + hour).toISOString().slice(0, 19)
const start = (options: Partial<CloudOptions> = {}) =>
  startCloud({ assembly, dir, parameters: { When: later() }, now: () => Date.now() + ahead, ...options })

const settings = ({ addresses, credentials, region }: Cloud) => ({
  endpoint: addresses.aws,
  credentials,
  region,
})
const notes = async () => {
  const { Items = [] } = await new DynamoDBClient(settings(cloud)).send(
    new ScanCommand({ TableName: cloud.outputs.Table }),
  )
  return Items.map(({ id }) => id?.S).sort()
}
const send = (MessageBody: string) =>
  new SQSClient(settings(cloud)).send(
    new SendMessageCommand({ QueueUrl: cloud.outputs.QueueUrl, MessageBody }),
  )
const waitingIn = async (QueueUrl = '') => {
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] })
  return (await new SQSClient(settings(cloud)).send(asked)).Attributes?.ApproximateNumberOfMessages
}

beforeAll(async () => {
  assembly = await writeTinyAssembly()
  cloud = await start()
})
afterAll(() => cloud?.end())

test('what the template has none of has no address', () => {
  expect(cloud.addresses).toMatchObject({ site: undefined, sites: {}, apis: { Api: cloud.addresses.api } })
})

test('the tiny stack starts without a problem', async () => {
  await cloud.idle()
  expect(cloud.problems()).toEqual([])
})

test('everything that listens answers to this machine’s names alone', async () => {
  const statusOf = (url: string, host: string) =>
    new Promise<number | undefined>((resolve, reject) =>
      request(url, { headers: { host } }, (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end(),
    )
  const { apis, sites, logins, ...others } = cloud.addresses
  for (const url of [apis, sites, logins, others]
    .flatMap((all) => Object.values(all))
    .filter((url) => url !== undefined)) {
    expect(await statusOf(url, 'evil.example'), url).toBe(421)
    expect(await statusOf(url, 'localhost'), url).not.toBe(421)
  }
})

test('who does not know this start’s credentials may do nothing', async () => {
  for (const accessKeyId of ['LOCALOPERATOR', 'LOCAL', 'AKIAIOSFODNN7EXAMPLE']) {
    const stranger = new SQSClient({
      ...settings(cloud),
      credentials: { accessKeyId, secretAccessKey: 'local' },
    })
    const asked = new SendMessageCommand({ QueueUrl: cloud.outputs.QueueUrl, MessageBody: 'x' })
    await expect(stranger.send(asked)).rejects.toThrow()
  }
  expect(cloud.credentials.accessKeyId).toMatch(/^LOCAL[0-9A-F]{32}$/)
})

test('what the cloud keeps is for its owner alone', async () => {
  const modeOf = (path: string) => statSync(join(dir, path)).mode & 0o777
  for (const folder of ['', 'dynamodb', 'queues', 'objects', 'logs', 'mail', 'topic-mail'])
    expect(modeOf(folder), folder).toBe(0o700)
  expect(modeOf('state.json')).toBe(0o600)
})

test('a file of the deployment is in the bucket, its markers filled, and the bucket told of it', async () => {
  const s3 = new S3Client(settings(cloud))
  const found = await s3.send(new GetObjectCommand({ Bucket: cloud.outputs.Bucket, Key: 'in/hello.html' }))
  expect(await found.Body?.transformToString()).toBe('<p>Hello from Tiny')
  expect(found).toMatchObject({ ContentType: 'text/html', CacheControl: 'max-age=60' })
  await cloud.idle()
  expect(await notes()).toContain('object:in/hello.html:18')
})

test('a route invokes its function, whose message the consumer writes to the table', async () => {
  const answer = await fetch(`${cloud.outputs.Url}/Ada`, { method: 'POST' })
  expect([answer.status, await answer.text()]).toEqual([202, 'Hello Ada'])
  await cloud.idle()
  expect(await notes()).toContain('queue:Ada')
  expect(await (await fetch(`${cloud.outputs.Url}/Ada`)).json()).toEqual({ message: 'Not Found' })
})

test('an object put into the bucket reaches the function of the rule', async () => {
  const s3 = new S3Client(settings(cloud))
  const put = (Key: string) =>
    s3.send(new PutObjectCommand({ Bucket: cloud.outputs.Bucket, Key, Body: 'abc' }))
  await Promise.all([put('in/目录.txt'), put('elsewhere.txt')])
  await cloud.idle()
  expect(await notes()).toContain('object:in/目录.txt:3')
  expect(await notes()).not.toContain('object:elsewhere.txt:3')
})

test('a schedule of the template fires once at its time', async () => {
  expect(cloud.schedulesFired()).toEqual([])
  ahead += hour
  await eventually(() => cloud.schedulesFired().length).toBe(1)
  await cloud.idle()
  expect(await notes()).toContain('schedule:now')
})

test('a schedule of the template can be fired by hand', async () => {
  cloud.fireSchedule('Soon')
  expect(cloud.schedulesFired()).toHaveLength(2)
  expect(() => cloud.fireSchedule('Nothing')).toThrow('There is no schedule Nothing to fire')
  await cloud.idle()
})

test('a message that fails goes to the dead-letter queue and fails no other', async () => {
  await Promise.all([send('fail'), send('fine')])
  await cloud.idle()
  expect(await notes()).toContain('queue:fine')
  expect(await waitingIn(cloud.outputs.DeadUrl)).toBe('1')
  expect(cloud.problems()).toMatchObject([{ kind: 'dead-letter', where: 'Dead' }])
})

test('calls are counted under their names', () => {
  expect(cloud.calls()).toMatchObject({
    'DynamoDB.PutItem': expect.any(Number),
    'SQS.SendMessage': expect.any(Number),
  })
})

test('a permission taken out is a problem that names it, and put back it is none when Lambda tries again', async () => {
  const undo = await cloud.live.edit('NoteRole', ({ properties }) => {
    properties.Policies = []
  })
  const s3 = new S3Client(settings(cloud))
  await s3.send(new PutObjectCommand({ Bucket: cloud.outputs.Bucket, Key: 'in/denied', Body: 'x' }))
  await eventually(() => cloud.problems()).toContainEqual(
    expect.objectContaining({ kind: 'denied', what: expect.stringContaining('dynamodb:PutItem') }),
  )
  // Once the failure is reported, its retry is waiting.
  await eventually(() => cloud.problems()).toContainEqual(expect.objectContaining({ kind: 'error' }))
  await undo()
  ahead += 60_000
  await cloud.idle()
  expect(await notes()).toContain('object:in/denied:1')
})

test('a route taken out is not found until it is put back', async () => {
  const undo = await cloud.live.remove('Hello')
  expect((await fetch(`${cloud.outputs.Url}/Bob`, { method: 'POST' })).status).toBe(404)
  await undo()
  expect((await fetch(`${cloud.outputs.Url}/Bob`, { method: 'POST' })).status).toBe(202)
  await cloud.idle()
})

test('what was written is there after a restart, at the same addresses', async () => {
  await send('before')
  await cloud.idle()
  const { addresses, outputs } = cloud
  await cloud.end()
  cloud = await start()
  expect(cloud.addresses).toEqual(addresses)
  expect(cloud.outputs).toEqual(outputs)
  expect(await notes()).toContain('queue:before')
  const attributes = new GetQueueAttributesCommand({ QueueUrl: outputs.DeadUrl, AttributeNames: ['All'] })
  expect(
    (await new SQSClient(settings(cloud)).send(attributes)).Attributes?.ApproximateNumberOfMessages,
  ).toBeDefined()
})

test('what chance hangs on is told, noted, and may be given', async () => {
  const noted = () => readFileSync(join(dir, 'logs', 'cloud.log'), 'utf8')
  expect(noted()).toMatch(new RegExp(`seed ${cloud.seed}\n$`))
  await cloud.end()
  cloud = await start({ seed: 64 })
  expect(cloud.seed).toBe(64)
  expect(noted()).toMatch(/seed 64\n$/)
})

test('a second cloud in the same folder is refused', async () => {
  await expect(start()).rejects.toThrow('is in use by another local cloud')
})

test('an asked port that is in use is refused by name', async () => {
  const api = Number(new URL(cloud.addresses.api!).port)
  await expect(start({ dir: newDir(), ports: { inbox: api } })).rejects.toThrow(`Port ${api} is in use`)
})

const withMysteries: CloudOptions['change'] = ({ Resources, Outputs = {} }) => {
  Resources.Mystery = { Type: 'AWS::Mystery::Thing' }
  Resources.Riddle = { Type: 'AWS::Mystery::Riddle', Properties: { Of: { Ref: 'Mystery' } } }
  Outputs.Answer = { Value: { 'Fn::GetAtt': ['Riddle', 'Answer'] } }
}

test('unknown types and unsupported features stop the start with a line for each resource', async () => {
  const change: CloudOptions['change'] = (template, name) => {
    withMysteries(template, name)
    template.Resources.Fifo = { Type: 'AWS::SNS::Topic', Properties: { FifoTopic: true } }
  }
  const lines = [
    "AWS::Mystery::Thing Mystery of stack Tiny: the local cloud does not know this type; start without such resources by `leaveOut: ['AWS::Mystery::Thing']`.",
    "AWS::Mystery::Riddle Riddle of stack Tiny: the local cloud does not know this type; start without such resources by `leaveOut: ['AWS::Mystery::Riddle']`.",
    'AWS::SNS::Topic Fifo: a FIFO topic is not known here.',
  ]
  const refused = await start({ dir: newDir(), change }).catch((error: Error) => error)
  expect((refused as Error).message.split('\n')).toEqual(lines)
})

test('an app starts without the types that are left out, and what refers to one has its name', async () => {
  const leaveOut = ['AWS::Mystery::Thing', 'AWS::Mystery::Riddle']
  const without = await start({ dir: newDir(), change: withMysteries, leaveOut })
  try {
    expect(without.resources.has('Riddle')).toBe(false)
    expect(without.outputs.Answer).toBe('Riddle.Answer')
  } finally {
    await without.end()
  }
})

test.each([
  [{ MaximumRetryAttempts: 3 }, 'MaximumRetryAttempts is 0 to 2, not 3'],
  [{ MaximumEventAgeInSeconds: 30 }, 'MaximumEventAgeInSeconds is 60 to 21600, not 30'],
])('retries that Lambda does not take stop the start with one line: %o', async (properties, line) => {
  const change: CloudOptions['change'] = ({ Resources }) => {
    Resources.Patience = {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: { FunctionName: { Ref: 'Tick' }, Qualifier: '$LATEST', ...properties },
    }
  }
  await expect(start({ dir: newDir(), change })).rejects.toThrow(
    `AWS::Lambda::EventInvokeConfig Patience: ${line}`,
  )
})

test('a missing bundle stops the start with a line for each function of it', async () => {
  const bare = await writeTinyAssembly()
  for (const name of readdirSync(bare).filter((one) => one.startsWith('asset.'))) {
    rmSync(join(bare, name), { recursive: true })
  }
  await expect(start({ assembly: bare, dir: newDir() })).rejects.toThrow(
    /^(AWS::Lambda::Function \w+: its code is missing from the assembly; run `cdk synth` again\.\n?)+$/,
  )
})

test('a parameter without a value stops the start with its name', async () => {
  const template = { ...tinyTemplate(), Parameters: { When: { Type: 'String' } } }
  const bare = { assembly: await writeTinyAssembly(template), dir: newDir(), parameters: {} }
  await expect(start(bare)).rejects.toThrow('Parameter When has no value')
})
