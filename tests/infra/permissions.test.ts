import { expect, test } from 'vitest'
import { idIn, type Resource, synthesise } from './synthesised.ts'

const { ofType, resources, findings } = synthesise()
type Statement = { Effect: string; Action: string | string[]; Resource: unknown; Condition?: object }
const statementsOf = ({ Properties }: Resource): Statement[] => Properties.PolicyDocument.Statement
const allowed = ofType('AWS::IAM::Policy').flatMap(([id, policy]) =>
  statementsOf(policy).map((statement) => ({ id, ...statement, actions: [statement.Action].flat() })),
)

test('cdk-nag finds nothing', () => {
  expect(findings()).toEqual([])
})

test('no action is a wildcard', () => {
  for (const { id, actions } of allowed) expect(actions.join(), id).not.toContain('*')
})

test('no role has a policy that AWS manages', () => {
  for (const [id, { Properties }] of ofType('AWS::IAM::Role')) {
    expect(Properties.ManagedPolicyArns, id).toBeUndefined()
    expect(Properties.Policies, id).toBeUndefined()
  }
})

test('every statement is about one resource, and none but the quota about all', () => {
  for (const { id, actions, Resource } of allowed) {
    expect(Array.isArray(Resource), id).toBe(false)
    if (Resource === '*') expect(actions).toEqual(['ses:GetSendQuota'])
  }
})

test('mail is sent as the publication’s sender and as nobody else', () => {
  const sending = allowed.filter(({ actions }) => actions.some((action) => action.startsWith('ses:Send')))
  expect(new Set(sending.map(({ id }) => id))).toEqual(
    new Set([
      'SubscriptionsSubscribeRoleDefaultPolicy',
      'SubscriptionsRetryMailRoleDefaultPolicy',
      // To tell a reader what they did.
      'SubscriptionsPreferencesRoleDefaultPolicy',
      'SubscriptionsMoveRoleDefaultPolicy',
      'SubscriptionsUnsubscribeRoleDefaultPolicy',
      // To ask readers of an import.
      'ImportsAskRoleDefaultPolicy',
      'SendingDeliverRoleDefaultPolicy',
      // To tell the administrator.
      'SendingScheduleRoleDefaultPolicy',
    ]),
  )
  for (const { Condition } of sending) {
    expect(Condition).toEqual({ StringEquals: { 'ses:FromAddress': 'matrix@news.matrix.example.org' } })
  }
})

test('only who is given an address may read the key that makes ids of addresses; only who signs links, theirs', () => {
  const readers = (secret: string) =>
    allowed
      .filter(
        ({ actions, Resource }) =>
          actions.join() === 'secretsmanager:GetSecretValue' && idIn(Resource) === secret,
      )
      .map(({ id }) => id.replace('RoleDefaultPolicy', ''))
  expect(readers('SubscriptionsReaderIdSecret')).toEqual([
    // An event of SES says to which address the mail went.
    'FeedbackRecord',
    'SubscriptionsSubscribe',
    'SubscriptionsMove',
    // Whose inbox has other spellings is to come back by none of them.
    'SubscriptionsUnsubscribe',
    // How many mails went to an inbox is counted under a name that this key makes.
    'ImportsAsk',
    // A list of readers is one of addresses.
    'ImportsImport',
    // What is counted of mails to an inbox is found by it.
    'PrivacyReaderData',
    // An editor asks what a reader was sent.
    'AdminCalls',
  ])
  expect(readers('SubscriptionsLinkSecret')).toEqual([
    'FeedbackRate',
    'SubscriptionsRetryMail',
    'SubscriptionsSubscribe',
    'SubscriptionsConfirm',
    'SubscriptionsPreferences',
    'SubscriptionsMove',
    'SubscriptionsUnsubscribe',
    'ImportsAsk',
    'SendingDeliver',
    'PrivacyReaderData',
  ])
})

test('nobody may change or delete an entry of the audit log, and only the API reads it', () => {
  const about = allowed.filter(({ Resource }) => idIn(Resource) === 'AdminAuditEntries')
  expect(about.map(({ id, actions }) => [id.replace('RoleDefaultPolicy', ''), actions])).toEqual([
    ['AdminCalls', ['dynamodb:GetItem', 'dynamodb:PutItem']],
    ['AdminCalls', ['dynamodb:Query']],
    ['AdminRedrive', ['dynamodb:GetItem', 'dynamodb:PutItem']],
  ])
})

test('a function may write its own log and no other', () => {
  for (const [id, { Properties }] of ofType('AWS::Lambda::Function')) {
    const role = Properties.Role['Fn::GetAtt'][0]
    const log = statementsOf(resources[`${role}DefaultPolicy`]!)[0]
    expect(log, id).toMatchObject({
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: { 'Fn::GetAtt': [Properties.LoggingConfig.LogGroup.Ref, 'Arn'] },
    })
  }
})

test('a role of schedules can be passed to the Scheduler only, and used by this account only', () => {
  const passing = allowed.filter(({ actions }) => actions.includes('iam:PassRole'))
  expect(passing).toMatchObject([
    {
      id: 'SendingScheduleRoleDefaultPolicy',
      Resource: { 'Fn::GetAtt': ['SchedulesRole', 'Arn'] },
      Condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
    },
  ])
  for (const id of ['SchedulesRole', 'SendingEveryMinuteRole']) {
    expect(resources[id]!.Properties.AssumeRolePolicyDocument.Statement[0].Condition).toEqual({
      StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
    })
  }
})

test('a queue and a topic are reached by TLS only, and by a service only for a source of ours', () => {
  const policies = [...ofType('AWS::SQS::QueuePolicy'), ...ofType('AWS::SNS::TopicPolicy')]
  expect(policies).toHaveLength(ofType('AWS::SQS::Queue').length + ofType('AWS::SNS::Topic').length)
  for (const [id, policy] of policies) {
    const [deny, ...allows] = statementsOf(policy)
    expect(deny, id).toMatchObject({
      Effect: 'Deny',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    })
    for (const { Condition } of allows) expect(JSON.stringify(Condition), id).toMatch(/aws:source/i)
  }
})
