import { Duration, Validations } from 'aws-cdk-lib'
import { Alarm, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { alertAdmin } from './alert-admin.ts'

/** Work that failed for good and waits for a person. A single message raises an alarm. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue
  readonly readerImpact: string

  constructor(scope: Construct, id: string, { readerImpact }: { readerImpact: string }) {
    super(scope, id)
    this.readerImpact = readerImpact
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    Validations.of(this.queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason:
        'It is a dead-letter queue itself, also where a schedule or a function has it and not another queue.',
    })
    const alarm = new Alarm(this, 'Depth', {
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5) }),
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: readerImpact,
    })
    alertAdmin(alarm)
  }
}
