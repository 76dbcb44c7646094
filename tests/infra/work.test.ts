import { expect, test } from 'vitest'
import { settings } from '../../functions/platform/settings.ts'
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

test('every function has an alarm that says who is hurt', () => {
  for (const [id] of functions) {
    const alarm = alarms.find(({ Dimensions }) => idIn(Dimensions?.[0].Value) === id)
    expect(alarm, id).toMatchObject({ MetricName: 'Errors', Threshold: 1 })
    expect(alarm?.AlarmDescription.length, id).toBeGreaterThan(20)
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
  expect(sources).toHaveLength(4)
  for (const [id, { Properties }] of sources) {
    const queue = resources[idIn(Properties.EventSourceArn)!]!.Properties
    const { Timeout } = resources[idIn(Properties.FunctionName)!]!.Properties
    const { MaximumBatchingWindowInSeconds: window = 0 } = Properties
    expect(queue.VisibilityTimeout, id).toBeGreaterThanOrEqual(6 * Timeout + window)
    expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures'])
  }
})

test('as many workers deliver at once as share the rate', () => {
  const deliver = resources.SendingDeliverFunction!.Properties.Environment.Variables.WORKERS
  const { MaximumConcurrency } = resources.SendingBatchesWorker!.Properties.ScalingConfig
  expect(deliver).toBe(String(MaximumConcurrency))
})

test('an upload that cannot be published is kept, whether the event or the function failed', () => {
  const [, { Properties: rule }] = ofType('AWS::Events::Rule')[0]!
  expect(rule.EventPattern.detail.object.key).toEqual([{ wildcard: 'issues/*/manifest.json' }])
  expect(idIn(rule.Targets[0].DeadLetterConfig.Arn)).toBe('EditionsUnpublishedQueue')
  const [, { Properties: invoke }] = ofType('AWS::Lambda::EventInvokeConfig')[0]!
  expect(idIn(invoke.DestinationConfig.OnFailure.Destination)).toBe('EditionsUnpublishedQueue')
})

test('the cadence is the publication’s, in its time zone', () => {
  expect(resources.SchedulesCadence!.Properties).toMatchObject({
    ScheduleExpression: 'cron(0 9 10 1,4,7,10 ? *)',
    ScheduleExpressionTimezone: 'Asia/Shanghai',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Input: '{"kind":"cadence","at":"<aws.scheduler.scheduled-time>"}' },
  })
})
