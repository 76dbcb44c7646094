import type { Alarm, State } from './alarm.ts'

/** An alarm's change from one state to another. */
export type Change = { alarm: Alarm; from: State; to: State; reason: string; at: number }

/**
 * The message that CloudWatch publishes to a topic (Amazon CloudWatch User Guide, "Using Amazon CloudWatch alarms").
 */
export const notificationOf = ({ alarm, from, to, reason, at }: Change) => {
  const [, , , region = '', account = ''] = alarm.arn.split(':')
  const { metric } = alarm
  const message = {
    AlarmName: alarm.name,
    AlarmDescription: alarm.description,
    AWSAccountId: account,
    AlarmArn: alarm.arn,
    NewStateValue: to,
    OldStateValue: from,
    NewStateReason: reason,
    StateChangeTime: new Date(at).toISOString().replace('Z', '+0000'),
    Region: region,
    Trigger: {
      Namespace: metric.namespace,
      MetricName: metric.name,
      Dimensions: Object.entries(metric.dimensions).map(([name, value]) => ({ name, value })),
      Statistic: alarm.statistic,
      Period: alarm.periodMs / 1000,
      EvaluationPeriods: alarm.evaluationPeriods,
      DatapointsToAlarm: alarm.datapointsToAlarm,
      Threshold: alarm.threshold,
      ComparisonOperator: alarm.comparison,
      TreatMissingData: alarm.missing,
    },
  }
  return { subject: subjectOf(alarm, to, region), message: JSON.stringify(message) }
}

const subjectOf = ({ name }: Alarm, to: State, region: string) =>
  // SNS accepts subjects of up to 100 characters (Amazon SNS API Reference, Publish).
  `${to}: "${name}" in ${region}`.slice(0, 99)

/** The same as text, as SNS mails it to people. */
export const mailTextOf = ({ alarm, from, to, reason, at }: Change): string => `${alarm.description}

The alarm "${alarm.name}" went from ${from} to ${to} at ${new Date(at).toISOString()}.
${reason}

On AWS this mail comes only after whoever gets it has confirmed the subscription of the topic:
SNS asks once, by mail, when the stack is deployed.
`
