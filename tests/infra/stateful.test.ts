import { expect, test } from 'vitest'
import { type Resource, synthesise } from './synthesised.ts'

const { resources } = synthesise()

/**
 * What CloudFormation replaces, and thereby begins empty, when its logical id changes or one of these properties does
 * (CloudFormation Template Reference, "Update requires: Replacement"); for a secret also what generates another value.
 */
const replacing: Record<string, string[]> = {
  'AWS::DynamoDB::Table': ['TableName', 'KeySchema', 'AttributeDefinitions', 'LocalSecondaryIndexes'],
  'AWS::S3::Bucket': ['BucketName'],
  'AWS::SecretsManager::Secret': ['Name', 'SecretString', 'GenerateSecretString'],
  'AWS::Cognito::UserPool': [
    'UserPoolName',
    'UsernameAttributes',
    'AliasAttributes',
    'UsernameConfiguration',
    'Schema',
  ],
  'AWS::Cognito::UserPoolClient': ['UserPoolId', 'GenerateSecret'],
  'AWS::SQS::Queue': ['QueueName', 'FifoQueue'],
  'AWS::Scheduler::ScheduleGroup': ['Name'],
  'AWS::SES::EmailIdentity': ['EmailIdentity', 'DkimSigningAttributes'],
  'AWS::SES::ConfigurationSet': ['Name'],
  'AWS::SNS::Topic': ['TopicName', 'FifoTopic'],
  'AWS::CloudFront::Distribution': [],
  'AWS::ApiGatewayV2::Api': ['ProtocolType'],
}

const table = (partition: string, sort: string) => ({
  AttributeDefinitions: [partition, sort].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: [
    { AttributeName: partition, KeyType: 'HASH' },
    { AttributeName: sort, KeyType: 'RANGE' },
  ],
})

/** `lost`: what would be, if CloudFormation made a new one in its place. */
type Kept = { lost: string; properties?: object }

/** What outlives the stack, too. */
const retained: Record<string, Kept> = {
  WebhooksRecords: {
    lost: 'what other programs are told of, and the secrets by which they know us',
    properties: table('kind', 'id'),
  },
  SubscriptionsSubscribers: {
    lost: 'every reader, the proof of their consent, and who must never be mailed again',
    properties: table('shard', 'id'),
  },
  SubscriptionsLinkSecret: {
    lost: 'the key of every link ever mailed: nobody could leave by a mail that they have',
    properties: {
      GenerateSecretString: {
        PasswordLength: 64,
        ExcludePunctuation: true,
        SecretStringTemplate: '{"current":"k1"}',
        GenerateStringKey: 'k1',
      },
    },
  },
  SubscriptionsReaderIdSecret: {
    lost: 'the key of every reader’s id: nobody would be found by their address, and who signs up again is there twice',
    properties: { GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true } },
  },
  ImportsRecords: {
    lost: 'where imported readers have their consent from',
    properties: table('kind', 'id'),
  },
  ImportsUploads: { lost: 'lists of readers that are being imported' },
  SendingSends: {
    lost: 'what became of each mail of each send: whoever has it already would be mailed again',
    properties: table('pk', 'sk'),
  },
  EditionsEditions: { lost: 'which issues are published', properties: table('kind', 'id') },
  EditionsContent: { lost: 'every issue as its editors uploaded it' },
  EditionsDigests: { lost: 'the digests that sends under way are made of' },
  SiteFiles: { lost: 'every page and picture that a mail ever led to' },
  AdminAuditEntries: { lost: 'who did what', properties: table('kind', 'id') },
  ViewsCounts: { lost: 'how often each article was ever viewed', properties: table('issue', 'day') },
  ViewsLogs: { lost: 'logs whose views are not counted yet' },
  AdminAccessRecords: {
    lost: 'every API key',
    properties: table('kind', 'id'),
  },
  AdminEditors: { lost: 'the editors’ accounts', properties: { UsernameAttributes: ['email'] } },
}

/** What goes with the stack, and must stay what it is as long as the stack is there. */
const lasting: Record<string, Kept> = {
  SchedulesGroup: { lost: 'the schedules of sends and letters to come' },
  SchedulesWorkQueue: { lost: 'what was asked for and is not begun' },
  SchedulesWorkDeadLettersQueue: { lost: 'failed work that a person has not looked at' },
  SchedulesMissedQueue: { lost: 'schedules that could not be heard' },
  EditionsUnpublishedQueue: { lost: 'uploads that a person has not looked at' },
  SendingPlansQueue: { lost: 'hints; the sweeper gives them again' },
  SendingPlansDeadLettersQueue: { lost: 'failed work that a person has not looked at' },
  SendingBatchesQueue: { lost: 'hints; the sweeper gives them again' },
  SendingBatchesDeadLettersQueue: { lost: 'failed work that a person has not looked at' },
  FeedbackWorkQueue: { lost: 'bounces and complaints that are not recorded yet' },
  FeedbackWorkDeadLettersQueue: { lost: 'bounces and complaints that could not be recorded' },
  SubscriptionsUnsentMailQueue: { lost: 'mails to confirm by that SES had no room for' },
  SubscriptionsUnsentMailDeadLettersQueue: { lost: 'mails to confirm by that SES never took' },
  ImportsWorkQueue: { lost: 'imports that are uploaded and not done' },
  ImportsWorkDeadLettersQueue: { lost: 'failed work that a person has not looked at' },
  ImportsAsksQueue: { lost: 'which imports are asking; those who are not asked by then are forgotten' },
  ImportsAsksDeadLettersQueue: { lost: 'failed work that a person has not looked at' },
  WebhooksWorkQueue: { lost: 'events that other programs are not told of yet' },
  WebhooksWorkDeadLettersQueue: { lost: 'failed work that a person has not looked at' },
  ViewsWorkQueue: { lost: 'which logs are not counted yet' },
  ViewsWorkDeadLettersQueue: { lost: 'failed work that a person has not looked at' },
  SubscriptionsSignUps: {
    lost: 'how often networks signed up of late, and how often inboxes were mailed',
    properties: table('counted', 'window'),
  },
  MailIdentity: {
    lost: 'the DKIM records at the domain’s name server: no mail would be signed until somebody enters new ones',
    properties: {
      EmailIdentity: 'news.matrix.example.org',
      DkimSigningAttributes: { NextSigningKeyLength: 'RSA_2048_BIT' },
    },
  },
  MailConfigurationSet: { lost: 'the reputation that SES counts for it' },
  AlertsTopic: { lost: 'the administrator’s confirmed subscription: alarms would reach nobody' },
  FeedbackMailEvents: { lost: 'events of mail that is under way' },
  SiteDistribution: { lost: 'the name that the site’s DNS points at' },
  WebApi: { lost: 'the address that editors’ command lines call', properties: { ProtocolType: 'HTTP' } },
  AdminRecentCalls: {
    lost: 'which calls came with an Idempotency-Key of late: one that comes again is done again',
    properties: table('kind', 'id'),
  },
  AdminConsoleSessions: {
    lost: 'who is signed in to the console: they sign in again',
    properties: table('kind', 'id'),
  },
  AdminEditorsConsole: {
    lost: 'every sign-in to the console: people sign in again',
    properties: { UserPoolId: { Ref: 'AdminEditors' } },
  },
  AdminEditorsCommandLine: {
    lost: 'the client id that editors’ command lines sign in with',
    properties: { UserPoolId: { Ref: 'AdminEditors' } },
  },
}
const kept = { ...retained, ...lasting }

const replacingOf = ({ Type, Properties = {} }: Resource) =>
  Object.fromEntries(
    replacing[Type]!.flatMap((name) => (name in Properties ? [[name, Properties[name]]] : [])),
  )

test.each(Object.entries(kept))('%s is not replaced', (id, { lost, properties = {} }) => {
  const resource = resources[id]
  const warning = `A stack that exists would lose with ${id}: ${lost}`
  expect(resource, `${warning}. There is no resource of this logical id any more`).toBeDefined()
  expect(replacingOf(resource!), warning).toEqual(properties)
})

test.each(Object.entries(retained))('%s outlives the stack', (id, { lost }) => {
  const { DeletionPolicy, UpdateReplacePolicy } = resources[id] ?? {}
  expect({ DeletionPolicy, UpdateReplacePolicy }, `Without it is lost: ${lost}`).toEqual({
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
  })
})

test('whatever keeps something is listed here with what would be lost', () => {
  const keeping = Object.entries(resources).filter(([, { Type }]) => Type in replacing)
  const unlisted = keeping.map(([id]) => id).filter((id) => !(id in kept))
  expect(unlisted, 'Say in this file what would be lost with each of these').toEqual([])
})

test('nothing else outlives the stack', () => {
  const staying = Object.entries(resources).filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain')
  expect(staying.map(([id]) => id).toSorted()).toEqual(Object.keys(retained).toSorted())
})
