import { Duration, Validations } from 'aws-cdk-lib'
import { Alarm, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { alertAdmin } from './alerts.ts'
import type { NewsletterFunction } from './newsletter-function.ts'
import { allow, grant } from './permissions.ts'

/** Work that failed for good and waits for a person. One message is enough for an alarm. */
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

export type WorkQueueProps = {
  /** Timeout of the function that works on the queue. */
  workerTimeout: Duration
  /** For how long messages are gathered before the function gets them; by default not at all. */
  window?: Duration
  readerImpact: string
}

export type Consumption = { batchSize: number; maxConcurrency?: number }

/** A queue of work for one function. What failed five times goes to its dead-letter queue. */
export class WorkQueue extends Construct {
  readonly queue: Queue
  readonly deadLetters: DeadLetterQueue
  private readonly window?: Duration

  constructor(scope: Construct, id: string, { workerTimeout, window, readerImpact }: WorkQueueProps) {
    super(scope, id)
    this.window = window
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', { readerImpact })
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(4),
      // Lambda Developer Guide, "Using Lambda with Amazon SQS": at least six times the function's timeout, and the window.
      visibilityTimeout: Duration.seconds(workerTimeout.toSeconds() * 6 + (window?.toSeconds() ?? 0)),
      deadLetterQueue: { queue: this.deadLetters.queue, maxReceiveCount: 5 },
    })
  }

  /** Lets a function work on this queue; a message it cannot do is handed back alone. */
  workedBy({ lambda, role }: NewsletterFunction, { batchSize, maxConcurrency }: Consumption) {
    const consume = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']
    grant(role, [allow(consume, this.queue.queueArn)])
    const source = new EventSourceMapping(this, 'Worker', {
      target: lambda,
      eventSourceArn: this.queue.queueArn,
      batchSize,
      maxConcurrency,
      maxBatchingWindow: this.window,
      reportBatchItemFailures: true,
    })
    source.node.addDependency(role)
  }
}
