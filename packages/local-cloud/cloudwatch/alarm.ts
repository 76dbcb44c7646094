import type { Resource } from '../types.ts'
import { longestRangeMs, type Metric, type Summary } from './metrics.ts'

export type State = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'

/** An alarm of the template in its current form ("AWS::CloudWatch::Alarm"). */
export type Alarm = {
  name: string
  arn: string
  description: string
  metric: Metric
  statistic: keyof typeof statistics
  periodMs: number
  evaluationPeriods: number
  datapointsToAlarm: number
  threshold: number
  comparison: keyof typeof comparisons
  missing: 'breaching' | 'notBreaching' | 'ignore' | 'missing'
  /** ARNs of the topics to notify, by state. */
  actions: Record<State, string[]>
}

export const statistics = {
  Sum: ({ sum }: Summary) => sum,
  Average: ({ sum, count }: Summary) => sum / count,
  Minimum: ({ min }: Summary) => min,
  Maximum: ({ max }: Summary) => max,
  SampleCount: ({ count }: Summary) => count,
}

const comparisons = {
  GreaterThanOrEqualToThreshold: (value: number, threshold: number) => value >= threshold,
  GreaterThanThreshold: (value: number, threshold: number) => value > threshold,
  LessThanThreshold: (value: number, threshold: number) => value < threshold,
  LessThanOrEqualToThreshold: (value: number, threshold: number) => value <= threshold,
}

type Properties = {
  Namespace: string
  MetricName: string
  Dimensions?: { Name: string; Value: string }[]
  Statistic?: string
  Period: number | string
  EvaluationPeriods: number | string
  DatapointsToAlarm?: number | string
  Threshold: number | string
  ComparisonOperator: string
  TreatMissingData?: string
  AlarmDescription?: string
  AlarmActions?: string[]
  OKActions?: string[]
  InsufficientDataActions?: string[]
  ActionsEnabled?: boolean | string
}

/** Why an alarm cannot be evaluated here; undefined when it can. */
export const faultOf = (properties: Record<string, unknown>): string | undefined => {
  const it = properties as Properties
  if (properties.Metrics) return 'metric math is not known here; watch one metric.'
  if (!it.Statistic || !(it.Statistic in statistics))
    return `the statistic ${it.Statistic} is not known here.`
  if (!(it.ComparisonOperator in comparisons)) return `${it.ComparisonOperator} is not known here.`
  const rangeMs = Number(it.Period) * Number(it.EvaluationPeriods) * 1000
  return rangeMs > longestRangeMs
    ? 'it looks back further than three hours, which is not kept here.'
    : undefined
}

export const alarmOf = ({ physicalId, attributes, properties }: Resource): Alarm => {
  const it = properties as Properties
  const evaluationPeriods = Number(it.EvaluationPeriods)
  const told = String(it.ActionsEnabled ?? true) === 'true'
  const topics = (arns: string[] = []) => (told ? arns : [])
  return {
    name: physicalId,
    arn: attributes.Arn!,
    description: it.AlarmDescription ?? '',
    metric: {
      namespace: it.Namespace,
      name: it.MetricName,
      dimensions: Object.fromEntries((it.Dimensions ?? []).map(({ Name, Value }) => [Name, Value])),
    },
    statistic: it.Statistic as Alarm['statistic'],
    periodMs: Number(it.Period) * 1000,
    evaluationPeriods,
    datapointsToAlarm: Number(it.DatapointsToAlarm ?? evaluationPeriods),
    threshold: Number(it.Threshold),
    comparison: it.ComparisonOperator as Alarm['comparison'],
    missing: (it.TreatMissingData ?? 'missing') as Alarm['missing'],
    actions: {
      ALARM: topics(it.AlarmActions),
      OK: topics(it.OKActions),
      INSUFFICIENT_DATA: topics(it.InsufficientDataActions),
    },
  }
}

/** The value of a period; `missing` when no data arrived, `before` when the cloud was not running yet. */
export type Datapoint = number | 'missing' | 'before'

/**
 * The state of an alarm, from the datapoints of its evaluation periods.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 * @param state its current state, which it keeps when there is too little data
 */
export const stateAfter = (alarm: Alarm, datapoints: Datapoint[], state: State): State => {
  const isBreaching = comparisons[alarm.comparison]
  const verdicts = datapoints.map((point) => {
    if (typeof point === 'number') return isBreaching(point, alarm.threshold) ? 'breaching' : 'good'
    if (point === 'before' || alarm.missing === 'ignore' || alarm.missing === 'missing') return 'unknown'
    return alarm.missing === 'breaching' ? 'breaching' : 'good'
  })
  if (verdicts.filter((one) => one === 'breaching').length >= alarm.datapointsToAlarm) return 'ALARM'
  if (verdicts.some((one) => one !== 'unknown')) return 'OK'
  const isSilent = alarm.missing === 'missing' && datapoints.every((point) => point === 'missing')
  return isSilent ? 'INSUFFICIENT_DATA' : state
}
