import type { Resources } from '../types.ts'
import { type Alarm, alarmOf, type Datapoint, type State, stateAfter, statistics } from './alarm.ts'
import type { Metrics } from './metrics.ts'
import type { Change } from './notification.ts'

type Options = {
  resources: Resources
  metrics: Metrics
  now: () => number
  /** Notifies a topic of a state change. */
  tell: (topicArn: string, change: Change) => Promise<void>
}

/** The template's alarms, evaluated on each `look`. Periods before this call count as `before`. */
export const createAlarms = ({ resources, metrics, now, tell }: Options) => {
  const began = now()
  const states = new Map<string, State>()
  const all = () =>
    resources.ofType('AWS::CloudWatch::Alarm').map((resource) => ({ resource, ...alarmOf(resource) }))
  const stateOf = (logicalId: string): State => states.get(logicalId) ?? 'INSUFFICIENT_DATA'

  const datapoints = ({ metric, statistic, periodMs, evaluationPeriods }: Alarm, at: number): Datapoint[] =>
    Array.from({ length: evaluationPeriods }, (_, back) => {
      const to = at - back * periodMs
      const summary = metrics.over(metric, to - periodMs, to)
      if (summary) return statistics[statistic](summary)
      return to - periodMs < began ? 'before' : 'missing'
    })

  return {
    /** Evaluates every alarm now, and notifies of changes. */
    look: async () => {
      const at = now()
      for (const { resource, ...alarm } of all()) {
        const from = stateOf(resource.logicalId)
        const points = datapoints(alarm, at)
        const to = stateAfter(alarm, points, from)
        if (to === from) continue
        states.set(resource.logicalId, to)
        const reason = reasonOf(alarm, points, to)
        for (const topic of alarm.actions[to]) await tell(topic, { alarm, from, to, reason, at })
      }
    },
    /** By logical id. */
    states: (): Record<string, State> =>
      Object.fromEntries(all().map(({ resource }) => [resource.logicalId, stateOf(resource.logicalId)])),
  }
}

const reasonOf = (
  { metric, statistic, periodMs, comparison, threshold }: Alarm,
  points: Datapoint[],
  to: State,
) =>
  `${metric.namespace} ${metric.name}, ${statistic} of each ${periodMs / 1000} s, the newest first: ` +
  `${points.join(', ')}. It ${to === 'ALARM' ? 'rings' : 'would ring'} for ${comparison} ${threshold}.`
