import { Duration } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { alertAdmin, firstBadMinute } from './alert-admin.ts'

/** Alerts the administrator in the first minute in which a function fails. @param readerImpact who is hurt, and how */
export const alertOnErrors = (scope: Construct, lambda: Lambda, readerImpact: string): void => {
  const alarm = new Alarm(scope, 'Errors', {
    metric: lambda.metricErrors({ period: Duration.minutes(1) }),
    threshold: 1,
    ...firstBadMinute,
    alarmDescription: readerImpact,
  })
  alertAdmin(alarm)
}

/**
 * Alerts the administrator when a function that runs every minute has not run for five. Also rings when there is no data about the
 * function at all, as may happen once, right after the first deployment.
 * @param readerImpact who is hurt, and how
 */
export const alertOnSilence = (scope: Construct, lambda: Lambda, readerImpact: string): void => {
  const alarm = new Alarm(scope, 'Silence', {
    metric: lambda.metricInvocations({ period: Duration.minutes(1) }),
    threshold: 1,
    evaluationPeriods: 5,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.BREACHING,
    alarmDescription: `It has not run for five minutes. ${readerImpact}`,
  })
  alertAdmin(alarm)
}
