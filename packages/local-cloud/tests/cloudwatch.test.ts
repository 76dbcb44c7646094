import { expect, test } from 'vitest'
import { alarmOf, type Datapoint, faultOf, stateAfter } from '../cloudwatch/alarm.ts'
import { createAlarms } from '../cloudwatch/alarms.ts'
import { metricsIn } from '../cloudwatch/emf.ts'
import { createMetrics } from '../cloudwatch/metrics.ts'
import type { Change } from '../cloudwatch/notification.ts'
import { reputationOf } from '../cloudwatch/samples.ts'
import type { Resource, Resources } from '../types.ts'

const anAlarm = (but: Record<string, unknown> = {}): Resource => ({
  logicalId: 'Bad',
  type: 'AWS::CloudWatch::Alarm',
  physicalId: 'bad',
  attributes: { Arn: 'arn:aws:cloudwatch:us-east-1:000000000000:alarm:bad' },
  properties: {
    Namespace: 'Tiny',
    MetricName: 'Failed',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 5,
    DatapointsToAlarm: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    AlarmDescription: 'Somebody waits.',
    AlarmActions: ['arn:aws:sns:us-east-1:000000000000:told'],
    ...but,
  },
})

const failed = { namespace: 'Tiny', name: 'Failed', dimensions: {} }

/** An alarm with a clock that the test moves, and the notifications it sent. */
const aWatch = (but: Record<string, unknown> = {}) => {
  let at = 1_000_000_000_000
  const told: Change[] = []
  const resources = { ofType: () => [anAlarm(but)] } as unknown as Resources
  const metrics = createMetrics(() => true)
  const alarms = createAlarms({
    resources,
    metrics,
    now: () => at,
    tell: async (_, change) => void told.push(change),
  })
  return {
    told: () => told.map(({ to }) => to),
    count: (value: number) => metrics.record(failed, value, at),
    after: async (seconds: number) => {
      at += seconds * 1000
      await alarms.look()
      return alarms.states().Bad
    },
  }
}

test('an alarm rings at the first bad minute of five, once, and is still after five good ones', async () => {
  const watch = aWatch()
  expect(await watch.after(600)).toBe('OK')
  watch.count(1)
  expect(await watch.after(10)).toBe('ALARM')
  watch.count(1)
  expect(await watch.after(10)).toBe('ALARM')
  expect(await watch.after(240)).toBe('ALARM')
  expect(await watch.after(120)).toBe('OK')
  expect(watch.told()).toEqual(['ALARM'])
})

test('silence rings where missing data is bad, but not for the time before anybody watched', async () => {
  const watch = aWatch({
    ComparisonOperator: 'LessThanThreshold',
    DatapointsToAlarm: undefined,
    TreatMissingData: 'breaching',
  })
  expect(await watch.after(10)).toBe('INSUFFICIENT_DATA')
  expect(await watch.after(230)).toBe('OK')
  watch.count(1)
  expect(await watch.after(50)).toBe('OK')
  expect(await watch.after(200)).toBe('OK')
  expect(await watch.after(60)).toBe('ALARM')
})

test.each<[string, Datapoint[], string]>([
  ['notBreaching', ['missing', 'missing'], 'OK'],
  ['breaching', ['missing', 'missing'], 'ALARM'],
  ['ignore', ['missing', 'missing'], 'ALARM'],
  ['missing', ['missing', 'missing'], 'INSUFFICIENT_DATA'],
  ['missing', ['missing', 0], 'OK'],
  ['missing', ['missing', 2], 'ALARM'],
  ['breaching', ['before', 'before'], 'ALARM'],
])('data that is missing is treated as %s', (TreatMissingData, points, state) => {
  const alarm = alarmOf(anAlarm({ TreatMissingData, EvaluationPeriods: 2, DatapointsToAlarm: undefined }))
  const both = { ...alarm, datapointsToAlarm: TreatMissingData === 'breaching' ? 2 : 1 }
  expect(stateAfter(both, points, 'ALARM')).toBe(state)
})

test('what cannot be evaluated here is refused', () => {
  expect(faultOf(anAlarm().properties)).toBeUndefined()
  expect(faultOf(anAlarm({ Metrics: [] }).properties)).toContain('metric math')
  expect(faultOf(anAlarm({ Statistic: undefined, ExtendedStatistic: 'p99' }).properties)).toContain(
    'statistic',
  )
  expect(faultOf(anAlarm({ ComparisonOperator: 'GreaterThanUpperThreshold' }).properties)).toContain('Upper')
  expect(faultOf(anAlarm({ Period: 86_400 }).properties)).toContain('three hours')
})

test('metrics are taken out of a line of log by its dimensions', () => {
  const line = (of: object) =>
    JSON.stringify({ _aws: { Timestamp: 1, CloudWatchMetrics: [of] }, F: 'f', N: [2, 3] })
  const directive = { Namespace: 'Tiny', Dimensions: [['F'], []], Metrics: [{ Name: 'N', Unit: 'Count' }] }
  const of = (dimensions: object, value: number) => ({
    metric: { namespace: 'Tiny', name: 'N', dimensions },
    value,
  })
  expect(metricsIn(line(directive))).toEqual([of({ F: 'f' }, 2), of({ F: 'f' }, 3), of({}, 2), of({}, 3)])
})

test.each([
  'plain',
  '{"a":1}',
  '{"_aws":',
  '{"_aws":null}',
  '{"_aws":{"CloudWatchMetrics":[{}]}}',
  '2026-11-29T00:00:00Z INFO {"_aws":{"CloudWatchMetrics":[]}}',
])('there is no metric in %s', (line) => {
  expect(metricsIn(line)).toEqual([])
})

test('mail to the mailbox simulator harms nobody’s reputation', () => {
  const sent = [
    { destinations: ['bounce@simulator.amazonses.com'], outcome: 'bounced' },
    { destinations: ['a@example.org'], outcome: 'bounced' },
    { destinations: ['b@example.org'], outcome: 'complained' },
    { destinations: ['c@example.org'], outcome: 'delivered' },
    { destinations: ['d@example.org'], outcome: 'delivered' },
  ]
  expect(reputationOf(sent)).toEqual({ bounceRate: 0.25, complaintRate: 0.25 })
  expect(reputationOf(sent.slice(0, 1))).toEqual({ bounceRate: 0, complaintRate: 0 })
})
