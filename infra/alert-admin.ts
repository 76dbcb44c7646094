import { Duration, Stack } from 'aws-cdk-lib'
import { Alarm, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import type { Publication } from '../functions/publication/publication.ts'

/**
 * Mails every alarm to the publication's administrator. When it breaks, nobody learns that something else is broken.
 */
export class Alerts extends Construct {
  readonly topic: Topic

  constructor(scope: Construct, id: string, { admin }: Publication) {
    super(scope, id)
    this.topic = new Topic(this, 'Topic', { enforceSSL: true })
    this.topic.addSubscription(new EmailSubscription(admin))
    const { account } = Stack.of(this)
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    )
    this.watchConcurrency()
  }

  /** Concurrency belongs to the account, and which function is throttled is chance: one alarm watches all of them. */
  private watchConcurrency() {
    const alarm = new Alarm(this, 'Throttles', {
      metric: new Metric({
        namespace: 'AWS/Lambda',
        metricName: 'Throttles',
        period: Duration.minutes(1),
        statistic: 'Sum',
      }),
      threshold: 1,
      ...firstBadMinute,
      alarmDescription:
        'The account runs as many functions at once as it may: readers see errors where they subscribe or leave, and the issue waits. Ask AWS for more Lambda concurrency.',
    })
    alarm.addAlarmAction(new SnsAction(this.topic))
  }
}

/** Sends an alarm to the stack's `Alerts`. Without `Alerts` in the stack, it only shows in CloudWatch. */
export const alertAdmin = (alarm: Alarm) => {
  const alerts = Stack.of(alarm).node.tryFindChild('Alerts')
  if (alerts instanceof Alerts) alarm.addAlarmAction(new SnsAction(alerts.topic))
}

/**
 * Settings of alarms that ring at the first bad minute out of five: they ring within about two minutes, and once for
 * trouble that comes and goes.
 */
export const firstBadMinute = {
  evaluationPeriods: 5,
  datapointsToAlarm: 1,
  treatMissingData: TreatMissingData.NOT_BREACHING,
} as const
