import { Duration } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { failedMessages } from '../functions/runtime/settings.ts'
import { alertAdmin, firstBadMinute } from './alert-admin.ts'
import { DeadLetterQueue } from './dead-letter-queue.ts'
import { allow, grant } from './grant.ts'
import type { NewsletterFunction } from './newsletter-function.ts'

/** Times that a message is received before it is taken for failed for good. */
const mostReceives = 5

export type WorkQueueProps = {
  /** Timeout of the function that works on the queue. */
  workerTimeout: Duration
  /** How long messages are gathered before the function gets them. Default: not at all. */
  window?: Duration
  /**
   * How old the oldest message may become before the alarm rings. Default: a quarter of an hour, in which a message
   * that always fails has had its five tries.
   */
  oldest?: Duration
  readerImpact: string
}

/**
 * `maxConcurrency`: how many instances work on the queue at once, at least 2. Without it, the queue could use the
 * account's whole concurrency.
 */
export type Consumption = { batchSize: number; maxConcurrency: number }

/** A queue of work for one function. A message that failed five times goes to the dead-letter queue. */
export class WorkQueue extends Construct {
  readonly queue: Queue
  readonly deadLetters: DeadLetterQueue
  private readonly window: Duration | undefined
  private readonly readerImpact: string

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id)
    const { workerTimeout, window, oldest = Duration.minutes(15), readerImpact } = props
    this.window = window
    this.readerImpact = readerImpact
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', { readerImpact })
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(4),
      // Lambda Developer Guide, "Using Lambda with Amazon SQS": at least six times the function's timeout, plus the
      // window.
      visibilityTimeout: Duration.seconds(workerTimeout.toSeconds() * 6 + (window?.toSeconds() ?? 0)),
      deadLetterQueue: { queue: this.deadLetters.queue, maxReceiveCount: mostReceives },
    })
    this.watchAge(oldest)
  }

  /** Rings when the function never comes to the queue, which none of its own metrics would show. */
  private watchAge(oldest: Duration) {
    const alarm = new Alarm(this, 'Age', {
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5) }),
      threshold: oldest.toSeconds(),
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `Work waits for longer than ${oldest.toHumanString()}. ${this.readerImpact}`,
    })
    alertAdmin(alarm)
  }

  private watchFailures({ lambda }: NewsletterFunction) {
    const { namespace, name, dimension } = failedMessages
    const alarm = new Alarm(this, 'Failures', {
      metric: new Metric({
        namespace,
        metricName: name,
        dimensionsMap: { [dimension]: lambda.functionName },
        period: Duration.minutes(1),
        statistic: 'Sum',
      }),
      threshold: 1,
      ...firstBadMinute,
      alarmDescription: `A message failed and is tried up to five times. If it goes on: ${this.readerImpact}`,
    })
    alertAdmin(alarm)
  }

  /** Lets a function work on this queue. A message that fails is handed back alone. */
  workedBy(worker: NewsletterFunction, { batchSize, maxConcurrency }: Consumption) {
    const { lambda, role } = worker
    const consume = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']
    grant(role, [allow(consume, this.queue.queueArn)])
    const source = new EventSourceMapping(this, 'Worker', {
      target: lambda,
      eventSourceArn: this.queue.queueArn,
      batchSize,
      maxConcurrency,
      ...(this.window && { maxBatchingWindow: this.window }),
      reportBatchItemFailures: true,
    })
    source.node.addDependency(role)
    this.watchFailures(worker)
  }
}
