import { Stack } from 'aws-cdk-lib'
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import type { Publication } from '../functions/platform/publication.ts'

/** Tells the publication's administrator, by mail, of every alarm. When it breaks nobody is told that something else is broken. */
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
  }
}

/** Sends an alarm to the stack's `Alerts`; without one in the stack the alarm only shows in CloudWatch. */
export const alertAdmin = (alarm: Alarm) => {
  const alerts = Stack.of(alarm).node.tryFindChild('Alerts')
  if (alerts instanceof Alerts) alarm.addAlarmAction(new SnsAction(alerts.topic))
}
