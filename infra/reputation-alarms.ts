import { Duration } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'
import { alertAdmin } from './alert-admin.ts'

/**
 * Adds alarms at half the rates that put an account under review: bounces 5 %, complaints 0.1 % (SES Developer Guide,
 * "Reputation metrics"; "Creating reputation monitoring alarms").
 */
export const addReputationAlarms = (scope: Construct) => {
  const limits = { BounceRate: 0.025, ComplaintRate: 0.0005 }
  for (const [name, threshold] of Object.entries(limits)) {
    const metric = new Metric({
      namespace: 'AWS/SES',
      metricName: `Reputation.${name}`,
      period: Duration.hours(1),
      statistic: 'Average',
    })
    const alarm = new Alarm(scope, name, {
      metric,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.IGNORE,
      alarmDescription:
        'If it goes on, SES stops the account from sending at all: no reader gets an issue, nobody can confirm.',
    })
    alertAdmin(alarm)
  }
}
