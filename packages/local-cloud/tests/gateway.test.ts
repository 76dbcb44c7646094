import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb'
import {
  CopyObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { CreateScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { GetSendQuotaCommand, SESClient } from '@aws-sdk/client-ses'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { type FauxqsServer, startFauxqs } from 'fauxqs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Gateway, startGateway } from '../gateway/gateway.ts'
import { json } from '../gateway/wire-answers.ts'
import { createSecrets } from '../secrets/secrets.ts'
import { createNeeds, type Needs } from '../services/needs.ts'
import type { Call, Emulator, Problem, Response, Statement } from '../types.ts'
import { aClient } from './a-gateway.ts'

const roleArn = 'arn:aws:iam::000000000000:role/worker'
const scheduleRole = 'arn:aws:iam::000000000000:role/schedule'
const secretArn = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:key-AbCdEf'
const anything: Statement = { Effect: 'Allow', Action: '*', Resource: '*' }

let fauxqs: FauxqsServer
// dynalite has no types of its own.
const dynalite: (options: object) => Server = createRequire(import.meta.url)('dynalite')
let tables: Server
let gateway: Gateway
let statements: Statement[] = []
let policies: Record<string, Statement[]> = {}
let problems: Problem[] = []
let done: Call[] = []
let needs: Needs = createNeeds()
let ses: Emulator = async () => json(200, {})

const listening = (server: Server) =>
  new Promise<string>((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    ),
  )

const client = <T>(Client: new (settings: object) => T, accessKeyId?: string): T =>
  aClient(Client, gateway, accessKeyId)

beforeAll(async () => {
  fauxqs = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false })
  tables = dynalite({ createTableMs: 0 })
  const messaging = `http://127.0.0.1:${fauxqs.port}`
  gateway = await startGateway({
    port: 0,
    principal: (key) =>
      key === 'WORKER' ? { name: 'Worker', arn: roleArn, statements: () => statements } : undefined,
    secretOf: () => 'none',
    resourcePolicies: (arn) => policies[arn] ?? [],
    forward: { dynamodb: await listening(tables), sqs: messaging, sns: messaging, s3: messaging },
    emulators: {
      ses: (...given) => ses(...given),
      scheduler: async () => json(200, { ScheduleArn: 'arn' }),
      secretsmanager: createSecrets({
        secrets: () => [
          { arn: secretArn, name: 'key', versions: [{ id: 'v1', value: 'deep' }], put: () => {} },
        ],
      }),
      'cognito-idp': async (_, call) => json(200, { action: call.action }),
    },
    known: { identities: () => ['example.com'], secretArn: (id) => (id === 'key' ? secretArn : undefined) },
    onProblem: (problem) => problems.push(problem),
    onDone: (call) => done.push(call),
    onAllowed: (...given) => needs.allowed(...given),
  })
  statements = [anything]
  await client(DynamoDBClient).send(
    new CreateTableCommand({
      TableName: 'letters',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  )
  await client(SQSClient).send(new CreateQueueCommand({ QueueName: 'work' }))
  fauxqs.createTopic('events')
  fauxqs.createBucket('pages')
})

afterAll(async () => {
  await gateway.end()
  await fauxqs.stop()
  tables.close()
})

beforeEach(() => {
  statements = []
  policies = {}
  problems = []
  done = []
  needs = createNeeds()
  ses = async () => json(200, {})
})

const grant = (
  Action: string | string[],
  Resource: string | string[],
  Condition?: Statement['Condition'],
) => {
  statements.push({ Effect: 'Allow', Action, Resource, Condition })
}
const put = () =>
  client(DynamoDBClient).send(new PutItemCommand({ TableName: 'letters', Item: { pk: { S: 'a' } } }))
const queueUrl = () => `${gateway.url}/000000000000/work`
const queueArn = 'arn:aws:sqs:us-east-1:000000000000:work'
const topicArn = 'arn:aws:sns:us-east-1:000000000000:events'
const tableArn = 'arn:aws:dynamodb:us-east-1:000000000000:table/letters'

test('an allowed call reaches the emulator, is counted by its SDK name, and is told', async () => {
  grant('dynamodb:PutItem', tableArn)
  const before = gateway.calls()['DynamoDB.PutItem'] ?? 0
  await put()
  expect(gateway.calls()['DynamoDB.PutItem']).toBe(before + 1)
  expect(done).toMatchObject([{ service: 'dynamodb', action: 'PutItem', resources: [tableArn] }])
  expect(problems).toEqual([])
})

test('a statement is needed when it alone allowed a request, all of which was allowed', async () => {
  const needed = () => needs.all().statements
  grant('s3:GetObject', 'arn:aws:s3:::pages/*')
  const copy = { Bucket: 'pages', Key: 'copy', CopySource: 'pages/original' }
  await expect(client(S3Client).send(new CopyObjectCommand(copy))).rejects.toThrow('not authorized')
  expect(needed()).toEqual([])
  grant('dynamodb:PutItem', tableArn)
  grant('dynamodb:*', tableArn)
  await put()
  expect(needed()).toEqual([])
  const [, only] = statements.splice(1)
  statements.push(only!)
  await put()
  expect(needed()).toEqual([{ principal: roleArn, statement: only }])
})

test('the statement by which S3 tells that a key is missing is needed, since without it the answer is another', async () => {
  grant('s3:GetObject', 'arn:aws:s3:::pages/*')
  grant('s3:ListBucket', 'arn:aws:s3:::pages')
  const missing = client(S3Client).send(new GetObjectCommand({ Bucket: 'pages', Key: 'missing' }))
  await expect(missing).rejects.toMatchObject({ name: 'NoSuchKey' })
  expect(needs.all().statements).toEqual(statements.map((statement) => ({ principal: roleArn, statement })))
})

test('usage tells who called, and what DynamoDB would bill', async () => {
  grant(['dynamodb:PutItem', 'dynamodb:BatchWriteItem', 'dynamodb:Query'], tableArn)
  const before = gateway.usage().Worker!.billed
  const dynamodb = client(DynamoDBClient)
  const Item = { pk: { S: 'a' }, text: { S: 'x'.repeat(1500) } }
  const { ConsumedCapacity } = await dynamodb.send(
    new PutItemCommand({ TableName: 'letters', Item, ReturnConsumedCapacity: 'INDEXES' }),
  )
  expect(ConsumedCapacity?.CapacityUnits).toBe(2)
  await dynamodb.send(
    new BatchWriteItemCommand({
      RequestItems: { letters: [{ PutRequest: { Item } }, { PutRequest: { Item: { pk: { S: 'b' } } } }] },
    }),
  )
  const again = new PutItemCommand({
    TableName: 'letters',
    Item,
    ConditionExpression: 'attribute_not_exists(pk)',
  })
  await expect(dynamodb.send(again)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' })
  const all = {
    TableName: 'letters',
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: 'a' } },
  }
  expect((await dynamodb.send(new QueryCommand(all))).Items).toEqual([Item])
  const { calls, billed } = gateway.usage().Worker!
  expect(billed['dynamodb.reads']).toBe((before['dynamodb.reads'] ?? 0) + 0.5)
  expect(billed['dynamodb.writes']).toBe((before['dynamodb.writes'] ?? 0) + 2 + 3 + 1)
  expect(calls['DynamoDB.BatchWriteItem']).toBe(1)
})

test('a refused call gives the service’s own error and a problem that says what to add', async () => {
  await expect(put()).rejects.toMatchObject({ name: 'AccessDeniedException' })
  expect(problems).toMatchObject([{ kind: 'denied', where: 'Worker' }])
  expect(problems[0]!.what).toContain(
    `{"Effect":"Allow","Action":"dynamodb:PutItem","Resource":"${tableArn}"}`,
  )
  expect(done).toEqual([])
})

test('every service words a refusal its own way', async () => {
  const refused = async (call: Promise<unknown>) =>
    call.then(
      () => 'allowed',
      (error) => [error.name, error.$metadata.httpStatusCode],
    )
  const { send } = {
    send: (it: { send(command: never): Promise<unknown> }, command: object) =>
      refused(it.send(command as never)),
  }
  expect(
    await send(client(SQSClient), new SendMessageCommand({ QueueUrl: queueUrl(), MessageBody: 'm' })),
  ).toEqual(['AccessDenied', 403])
  expect(await send(client(SNSClient), new PublishCommand({ TopicArn: topicArn, Message: 'm' }))).toEqual([
    'AuthorizationErrorException',
    403,
  ])
  expect(
    await send(client(S3Client), new PutObjectCommand({ Bucket: 'pages', Key: 'k', Body: 'b' })),
  ).toEqual(['AccessDenied', 403])
  expect(await send(client(SESClient), new GetSendQuotaCommand())).toEqual(['AccessDenied', 403])
  expect(await send(client(SecretsManagerClient), new GetSecretValueCommand({ SecretId: 'key' }))).toEqual([
    'AccessDeniedException',
    400,
  ])
  const schedule = new CreateScheduleCommand({
    Name: 'n',
    ScheduleExpression: 'rate(1 day)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: 'arn', RoleArn: scheduleRole },
  })
  expect(await send(client(SchedulerClient), schedule)).toEqual(['AccessDeniedException', 403])
})

test('an access key that nobody has is refused', async () => {
  const call = client(DynamoDBClient, 'STRANGER').send(
    new PutItemCommand({ TableName: 'letters', Item: { pk: { S: 'a' } } }),
  )
  await expect(call).rejects.toMatchObject({ name: 'UnrecognizedClientException' })
  expect((await fetch(`${gateway.url}/pages/k`)).status).toBe(403)
})

test('a call on an index needs the index', async () => {
  grant('dynamodb:Query', tableArn)
  const query = new QueryCommand({
    TableName: 'letters',
    IndexName: 'byDay',
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: 'a' } },
  })
  await expect(client(DynamoDBClient).send(query)).rejects.toMatchObject({ name: 'AccessDeniedException' })
  expect(problems[0]!.what).toContain(`${tableArn}/index/byDay`)
})

test('messages go round by the queue’s URL, and a batch needs the single permission', async () => {
  grant(['sqs:SendMessage', 'sqs:ReceiveMessage'], queueArn)
  const sqs = client(SQSClient)
  await sqs.send(
    new SendMessageBatchCommand({ QueueUrl: queueUrl(), Entries: [{ Id: '1', MessageBody: 'hello' }] }),
  )
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl() }))
  expect(Messages?.map(({ Body }) => Body)).toEqual(['hello'])
})

test('a queue’s policy can let a role in', async () => {
  policies[queueArn] = [
    { Effect: 'Allow', Principal: { AWS: roleArn }, Action: 'sqs:SendMessage', Resource: queueArn },
  ]
  await client(SQSClient).send(new SendMessageCommand({ QueueUrl: queueUrl(), MessageBody: 'm' }))
  expect(problems).toEqual([])
})

test('objects are stored and read; a copy needs both ends', async () => {
  grant(['s3:PutObject', 's3:GetObject'], 'arn:aws:s3:::pages/文/*')
  grant('s3:ListBucket', 'arn:aws:s3:::pages')
  const s3 = client(S3Client)
  await s3.send(
    new PutObjectCommand({
      Bucket: 'pages',
      Key: '文/a b+c.html',
      Body: '<p>你好</p>',
      CacheControl: 'no-cache',
    }),
  )
  const { Body, CacheControl } = await s3.send(
    new GetObjectCommand({ Bucket: 'pages', Key: '文/a b+c.html' }),
  )
  expect(await Body?.transformToString()).toBe('<p>你好</p>')
  expect(CacheControl).toBe('no-cache')
  const { ContentLength } = await s3.send(new HeadObjectCommand({ Bucket: 'pages', Key: '文/a b+c.html' }))
  expect(ContentLength).toBe(13)
  expect(done.map(({ action }) => action)).toEqual(['PutObject', 'GetObject', 'HeadObject'])
  const copy = new CopyObjectCommand({ Bucket: 'pages', Key: '文/copy', CopySource: 'pages/secret' })
  await expect(s3.send(copy)).rejects.toMatchObject({ name: 'AccessDenied' })
})

test('an upload that waits for leave to continue gets it', async () => {
  grant('s3:PutObject', 'arn:aws:s3:::pages/*')
  const Body = Buffer.alloc(3 * 1024 * 1024, 'x')
  await client(S3Client).send(new PutObjectCommand({ Bucket: 'pages', Key: 'large', Body }))
  expect(done).toHaveLength(1)
})

test('who may not list is not told that a key is missing', async () => {
  grant('s3:GetObject', 'arn:aws:s3:::pages/*')
  const get = () => client(S3Client).send(new GetObjectCommand({ Bucket: 'pages', Key: 'nothing' }))
  const head = async () => {
    const asked = client(S3Client).send(new HeadObjectCommand({ Bucket: 'pages', Key: 'nothing' }))
    return asked.catch(({ $metadata }) => $metadata.httpStatusCode)
  }
  await expect(get()).rejects.toMatchObject({ name: 'AccessDenied' })
  expect(await head()).toBe(403)
  grant('s3:ListBucket', 'arn:aws:s3:::pages')
  await expect(get()).rejects.toMatchObject({ name: 'NoSuchKey' })
  expect(await head()).toBe(404)
})

test('of two that create a key only if it is absent, one wins', async () => {
  grant('s3:*', '*')
  const s3 = client(S3Client)
  const create = () =>
    s3.send(new PutObjectCommand({ Bucket: 'pages', Key: 'once', Body: 'x', IfNoneMatch: '*' }))
  const outcomes = await Promise.allSettled([create(), create(), create()])
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const { ETag } = await s3.send(new HeadObjectCommand({ Bucket: 'pages', Key: 'once' }))
  await s3.send(new PutObjectCommand({ Bucket: 'pages', Key: 'once', Body: 'y', IfMatch: ETag }))
  const stale = s3.send(new PutObjectCommand({ Bucket: 'pages', Key: 'once', Body: 'z', IfMatch: ETag }))
  await expect(stale).rejects.toMatchObject({ name: 'PreconditionFailed' })
})

test('a secret is its whole ARN also when it is asked for by name', async () => {
  grant('secretsmanager:GetSecretValue', secretArn)
  const { SecretString } = await client(SecretsManagerClient).send(
    new GetSecretValueCommand({ SecretId: 'key' }),
  )
  expect(SecretString).toBe('deep')
})

test('a schedule’s role must be one that the caller may pass to Scheduler', async () => {
  grant('scheduler:CreateSchedule', 'arn:aws:scheduler:us-east-1:000000000000:schedule/sends/*')
  const create = () =>
    client(SchedulerClient).send(
      new CreateScheduleCommand({
        Name: 'n',
        GroupName: 'sends',
        ScheduleExpression: 'rate(1 day)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: 'arn', RoleArn: scheduleRole },
      }),
    )
  await expect(create()).rejects.toMatchObject({ name: 'AccessDeniedException' })
  expect(problems[0]!.what).toContain('iam:PassRole')
  grant('iam:PassRole', scheduleRole, { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } })
  expect(await create()).toMatchObject({ ScheduleArn: 'arn' })
})

test('a deny of insecure transport does not hit loopback', async () => {
  grant('s3:PutObject', '*')
  policies['arn:aws:s3:::pages'] = [
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: '*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ]
  await client(S3Client).send(new PutObjectCommand({ Bucket: 'pages', Key: 'k', Body: 'b' }))
})

test('public calls of a user pool need no credential', async () => {
  const target = { 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth' }
  const answer = await fetch(gateway.url, { method: 'POST', headers: target, body: '{}' })
  expect(await answer.json()).toEqual({ action: 'InitiateAuth' })
  const keys = await fetch(`${gateway.url}/us-east-1_pool/.well-known/jwks.json`)
  expect(await keys.json()).toEqual({ action: 'GetJwks' })
})

test('an emulator that fails, or cuts the line, does so for its caller alone', async () => {
  grant('ses:*', '*')
  ses = () => Promise.reject(new Error('no room'))
  await expect(client(SESClient).send(new GetSendQuotaCommand())).rejects.toMatchObject({
    name: 'InternalFailure',
  })
  expect(problems).toMatchObject([{ kind: 'error', where: 'Worker' }])
  ses = async (): Promise<Response> => ({ status: 0, headers: {}, body: '' })
  await expect(client(SESClient).send(new GetSendQuotaCommand())).rejects.toMatchObject({
    code: 'ECONNRESET',
  })
  ses = async () => ({
    status: 200,
    headers: {},
    body: '<GetSendQuotaResponse><GetSendQuotaResult/></GetSendQuotaResponse>',
  })
  await client(SESClient).send(new GetSendQuotaCommand())
})

test('a policy may ask for a header of S3', async () => {
  grant('s3:PutObject', 'arn:aws:s3:::pages/*')
  statements.push({
    Effect: 'Deny',
    Action: 's3:PutObject',
    Resource: '*',
    Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'AES256' } },
  })
  const upload = (more: object) =>
    client(S3Client).send(new PutObjectCommand({ Bucket: 'pages', Key: 'a', Body: 'x', ...more }))
  await expect(upload({})).rejects.toThrow('explicit deny')
  await upload({ ServerSideEncryption: 'AES256' })
})

test('a call that is not known is said to be so', async () => {
  const authorization = 'AWS4-HMAC-SHA256 Credential=WORKER/20260101/us-east-1/athena/aws4_request'
  const answer = await fetch(gateway.url, { method: 'POST', headers: { authorization } })
  expect(answer.status).toBe(501)
  expect(problems[0]!.what).toContain('athena')
})

test('a path that cannot be read is answered all the same', async () => {
  const authorization = 'AWS4-HMAC-SHA256 Credential=WORKER/20260101/us-east-1/s3/aws4_request'
  expect((await fetch(`${gateway.url}/pages/%E6%9`, { headers: { authorization } })).status).toBe(501)
})

test('a port in use is one clear line', async () => {
  const { port } = new URL(gateway.url)
  const again = startGateway({ port: Number(port) } as Parameters<typeof startGateway>[0])
  await expect(again).rejects.toThrow(`port ${port} is in use`)
})
