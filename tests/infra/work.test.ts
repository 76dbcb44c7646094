import { expect, test } from 'vitest'
import { failedMessages } from '../../functions/runtime/settings.ts'
import { settings } from '../../infra/settings.ts'
import { idIn, synthesise } from './synthesised.ts'

const { ofType, resources } = synthesise()
const functions = ofType('AWS::Lambda::Function')
const alarms = ofType('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties)

/** Queues that something hands its failures to. */
const deadLetterQueues = new Set(
  JSON.stringify(resources)
    .matchAll(
      /"(?:deadLetterTargetArn|DeadLetterConfig|OnFailure)":(?:\{"(?:Arn|Destination)":)?\{"Fn::GetAtt":\["(\w+)"/g,
    )
    .map(([, id]) => id),
)

test('every queue has a dead-letter queue or is one', () => {
  for (const [id, { Properties }] of ofType('AWS::SQS::Queue')) {
    if (Properties.RedrivePolicy) expect(Properties.RedrivePolicy.maxReceiveCount, id).toBe(5)
    else expect(deadLetterQueues, id).toContain(id)
  }
})

test('one message in a dead-letter queue raises an alarm', () => {
  expect(deadLetterQueues.size).toBeGreaterThan(0)
  for (const id of deadLetterQueues) {
    const alarm = alarms.find(({ Dimensions }) => idIn(Dimensions?.[0].Value) === id)
    expect(alarm, id).toMatchObject({ MetricName: 'ApproximateNumberOfMessagesVisible', Threshold: 1 })
  }
})

const alarmOf = (metric: string, of?: string) =>
  alarms.find(({ MetricName, Dimensions }) => MetricName === metric && idIn(Dimensions?.[0].Value) === of)

test('every alarm says who is hurt', () => {
  for (const { AlarmDescription, MetricName } of alarms)
    expect(AlarmDescription, MetricName).toMatch(/people|reader|issue|subscri|editor|mail|send|leave|whom/i)
})

/** Rings within two minutes or so of the first bad one, and says so once. */
const atTheFirst = { Threshold: 1, Period: 60, EvaluationPeriods: 5, DatapointsToAlarm: 1, Statistic: 'Sum' }

test('an error of any function, of the API, and a throttle of the account ring within five minutes', () => {
  for (const [id] of functions) expect(alarmOf('Errors', id), id).toMatchObject(atTheFirst)
  expect(alarmOf('5xx', 'WebApi')).toMatchObject(atTheFirst)
  expect(alarmOf('Throttles')).toMatchObject({ ...atTheFirst, Namespace: 'AWS/Lambda' })
})

test('one message that a function hands back rings within five minutes', () => {
  for (const [id, { Properties }] of ofType('AWS::Lambda::EventSourceMapping'))
    expect(alarmOf(failedMessages.name, idIn(Properties.FunctionName)), id).toMatchObject({
      ...atTheFirst,
      Namespace: failedMessages.namespace,
    })
})

test('a queue that nobody works on rings; a send whose batches wait for their turn does not', () => {
  for (const [id, { Properties }] of ofType('AWS::Lambda::EventSourceMapping')) {
    const alarm = alarms.find(
      ({ MetricName, Dimensions }) =>
        MetricName === 'ApproximateAgeOfOldestMessage' &&
        idIn(Dimensions[0].Value) === idIn(Properties.EventSourceArn),
    )
    expect(alarm, id).toMatchObject({ ComparisonOperator: 'GreaterThanThreshold', Statistic: 'Maximum' })
    expect(alarm!.Threshold, id).toBeGreaterThanOrEqual(15 * 60)
  }
  expect(alarmOf('ApproximateAgeOfOldestMessage', 'SendingBatchesQueue')!.Threshold).toBe(6 * 3_600)
})

test('five minutes without the sweeper ring, also when nothing is heard of it', () => {
  expect(alarmOf('Invocations', 'SendingSweepFunction')).toMatchObject({
    Period: 60,
    EvaluationPeriods: 5,
    ComparisonOperator: 'LessThanThreshold',
    Threshold: 1,
    TreatMissingData: 'breaching',
  })
})

test('the account’s reputation rings at half of what SES reviews', () => {
  expect(alarmOf('Reputation.BounceRate')!.Threshold).toBe(0.025)
  expect(alarmOf('Reputation.ComplaintRate')!.Threshold).toBe(0.0005)
})

test('no queue may take all of the account’s functions', () => {
  for (const [id, { Properties }] of ofType('AWS::Lambda::EventSourceMapping')) {
    expect(Properties.ScalingConfig.MaximumConcurrency, id).toBeGreaterThanOrEqual(2)
    expect(Properties.ScalingConfig.MaximumConcurrency, id).toBeLessThanOrEqual(8)
  }
})

test('every alarm reaches the administrator by mail', () => {
  for (const { AlarmActions } of alarms) expect(AlarmActions).toEqual([{ Ref: 'AlertsTopic' }])
  const mails = ofType('AWS::SNS::Subscription').filter(
    ([, { Properties }]) => Properties.Protocol === 'email',
  )
  expect(mails.map(([, { Properties }]) => idIn(Properties.TopicArn))).toEqual(['AlertsTopic'])
})

test('every function runs on Node 24 with a role and a log of its own', () => {
  const own = (key: (properties: Record<string, unknown>) => unknown) =>
    new Set(functions.map(([, { Properties }]) => idIn(key(Properties))))
  expect(own(({ Role }) => Role).size).toBe(functions.length)
  expect(own(({ LoggingConfig }) => (LoggingConfig as { LogGroup: unknown }).LogGroup).size).toBe(
    functions.length,
  )
  for (const [, { Properties }] of functions) {
    expect(Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
    })
    expect(Properties.TracingConfig).toBeUndefined()
  }
})

test('every log ends some day', () => {
  for (const [id, { Properties }] of ofType('AWS::Logs::LogGroup')) {
    expect(Properties.RetentionInDays, id).toBeGreaterThan(0)
  }
})

test('a function is given exactly its settings', () => {
  const given = functions.map(([, { Properties }]) =>
    Object.keys(Properties.Environment.Variables).sort().join(),
  )
  const wanted = Object.values(settings).map(({ shape }) => Object.keys(shape).sort().join())
  expect(given.sort()).toEqual(wanted.sort())
})

test('a queue hides a message six times as long as its function may take, and takes back single failures', () => {
  const sources = ofType('AWS::Lambda::EventSourceMapping')
  expect(sources).toHaveLength(9)
  for (const [id, { Properties }] of sources) {
    const queue = resources[idIn(Properties.EventSourceArn)!]!.Properties
    const { Timeout } = resources[idIn(Properties.FunctionName)!]!.Properties
    const { MaximumBatchingWindowInSeconds: window = 0 } = Properties
    expect(queue.VisibilityTimeout, id).toBeGreaterThanOrEqual(6 * Timeout + window)
    expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures'])
  }
})

test('functions have shares of their own only where the publication states the account’s quota', () => {
  const reserved = (quota?: number) => {
    const aws = quota === undefined ? undefined : { lambdaConcurrency: quota }
    const { ofType: of } = synthesise({ aws })
    const shares = of('AWS::Lambda::Function').map(([id, { Properties }]) => [
      id,
      Properties.ReservedConcurrentExecutions,
    ])
    return Object.fromEntries(shares.filter(([, share]) => share !== undefined))
  }
  expect(reserved()).toEqual({})
  const shares = reserved(1_000)
  expect(shares.SubscriptionsUnsubscribeFunction).toBe(50)
  expect(shares.PrivacyReaderDataFunction).toBe(4)
  // With a smaller share than its event source may start, a queue's messages would be turned away.
  for (const [id, { Properties }] of ofType('AWS::Lambda::EventSourceMapping'))
    expect(shares[idIn(Properties.FunctionName)!], id).toBe(Properties.ScalingConfig.MaximumConcurrency)
  expect(() => reserved(10)).toThrow(
    'publication.yaml: aws.lambdaConcurrency is 10, but reserving takes 194 (94 reserved, 100 must stay unreserved). ' +
      'Leave the key out: nothing is reserved then',
  )
})

test('a worker knows how long Lambda lets it go on', () => {
  const { Timeout, Environment } = resources.SendingDeliverFunction!.Properties
  expect(Environment.Variables.WORKER_SECONDS).toBe(String(Timeout))
})

const invokeConfigOf = (id: string) =>
  ofType('AWS::Lambda::EventInvokeConfig').find(
    ([, { Properties }]) => idIn(Properties.FunctionName) === id,
  )![1].Properties

test('an upload that cannot be published is kept, whether the event or the function failed', () => {
  const { Properties: rule } = resources.EditionsUploaded!
  expect(rule.EventPattern.detail.object.key).toEqual([{ wildcard: 'issues/*/manifest.json' }])
  expect(idIn(rule.Targets[0].DeadLetterConfig.Arn)).toBe('EditionsUnpublishedQueue')
  const invoke = invokeConfigOf('EditionsPublishFunction')
  expect(idIn(invoke.DestinationConfig.OnFailure.Destination)).toBe('EditionsUnpublishedQueue')
  expect(invoke.MaximumRetryAttempts).toBe(2)
})

test('an uploaded list of readers is worked on by its queue, and is kept where that does not hear of it', () => {
  const { Properties: rule } = resources.ImportsUploaded!
  expect(rule.EventPattern.detail).toEqual({ bucket: { name: [{ Ref: 'ImportsUploads' }] } })
  const [target] = rule.Targets
  expect([idIn(target.Arn), idIn(target.DeadLetterConfig.Arn)]).toEqual([
    'ImportsWorkQueue',
    'ImportsWorkDeadLettersQueue',
  ])
  expect(target.InputTransformer.InputTemplate).toBe('{"import":<detail-object-key>}')
})

test('a log of CloudFront is counted by its queue, and is kept where that does not hear of it', () => {
  const { Properties: rule } = resources.ViewsDelivered!
  expect(rule.EventPattern.detail).toEqual({
    bucket: { name: [{ Ref: 'ViewsLogs' }] },
    object: { key: [{ wildcard: '*.gz' }] },
  })
  const [target] = rule.Targets
  expect([idIn(target.Arn), idIn(target.DeadLetterConfig.Arn)]).toEqual([
    'ViewsWorkQueue',
    'ViewsWorkDeadLettersQueue',
  ])
  expect(target.InputTransformer.InputTemplate).toBe('{"log":<detail-object-key>}')
})

test('a sweep that failed, or came too late, is not made up for: the next minute’s comes anyway', () => {
  expect(invokeConfigOf('SendingSweepFunction')).toMatchObject({
    MaximumRetryAttempts: 0,
    MaximumEventAgeInSeconds: 60,
  })
})

test('what invokes a function and waits for no answer has it said how often it is tried again', () => {
  const targets = [
    ...ofType('AWS::Scheduler::Schedule').map(([, { Properties }]) => Properties.Target.Arn),
    ...ofType('AWS::Events::Rule').flatMap(([, { Properties }]) =>
      Properties.Targets.map(({ Arn }: { Arn: unknown }) => Arn),
    ),
  ].map(idIn)
  const invoked = targets.filter((id) => resources[id!]?.Type === 'AWS::Lambda::Function')
  expect(invoked.toSorted()).toEqual([
    'EditionsPublishFunction',
    'SendingSweepFunction',
    'SubscriptionsNightlyFunction',
  ])
  for (const id of invoked) expect(invokeConfigOf(id!), id).toHaveProperty('MaximumRetryAttempts')
})

test('a publication without a cadence has no recurring send', () => {
  expect(synthesise({ cadence: undefined }).resources.SchedulesCadence).toBeUndefined()
})

test('the cadence is the publication’s, in its time zone', () => {
  expect(resources.SchedulesCadence!.Properties).toMatchObject({
    ScheduleExpression: 'cron(0 9 10 1,4,7,10 ? *)',
    ScheduleExpressionTimezone: 'Asia/Shanghai',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Input: '{"kind":"cadence","at":"<aws.scheduler.scheduled-time>"}' },
  })
})

test('Lambda lets a function go on that queues its own work, and stops any other in a loop', () => {
  const goOn = ofType('AWS::Lambda::EventSourceMapping').flatMap(([, { Properties }]) => {
    const fn = idIn(Properties.FunctionName)!
    const role = idIn(resources[fn]!.Properties.Role)
    const queue = idIn(Properties.EventSourceArn)
    const own = ofType('AWS::IAM::Policy').filter(([, { Properties }]) => idIn(Properties.Roles[0]) === role)
    const sendsTo = own
      .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
      .filter(({ Action }) => [Action].flat().includes('sqs:SendMessage'))
      .flatMap(({ Resource }) => [Resource].flat().map(idIn))
    return sendsTo.includes(queue) ? fn : []
  })
  expect(goOn).toHaveLength(5)
  for (const [id, { Properties }] of functions)
    expect(Properties.RecursiveLoop, id).toBe(goOn.includes(id) ? 'Allow' : undefined)
})
