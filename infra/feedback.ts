import { Duration } from 'aws-cdk-lib'
import { ConfigurationSetEventDestination, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import { allow } from './grant.ts'
import type { Mail } from './mail.ts'
import { type CodeOf, NewsletterFunction } from './newsletter-function.ts'
import type { Sending } from './sending.ts'
import type { Subscriptions } from './subscriptions.ts'
import { WorkQueue } from './work-queue.ts'

export type FeedbackProps = { codeOf: CodeOf; mail: Mail; subscriptions: Subscriptions; sending: Sending }

/**
 * What became of each mail, as SES reports it. When it breaks, addresses that bounce or complain are mailed again,
 * which costs the sender its reputation.
 */
export class Feedback extends Construct {
  readonly work: WorkQueue

  constructor(scope: Construct, id: string, { codeOf, mail, subscriptions, sending }: FeedbackProps) {
    super(scope, id)
    const timeout = Duration.seconds(30)
    this.work = new WorkQueue(this, 'Work', {
      workerTimeout: timeout,
      // Reports on the readers of a batch come close together. Gathered, they cost one write instead of one each.
      window: Duration.seconds(2),
      readerImpact: 'Events of SES are not counted: somebody who bounced or complained may be mailed again.',
    })
    this.mailEvents(mail).addSubscription(new SqsSubscription(this.work.queue))
    const feedback = new NewsletterFunction(this, 'Record', {
      name: 'feedback',
      codeOf,
      timeout,
      environment: {
        SUBSCRIBERS_TABLE: subscriptions.table.tableName,
        SENDS_TABLE: sending.table.tableName,
        READER_ID_SECRET_ARN: subscriptions.readerIdSecret.secretArn,
      },
      may: [
        allow(['dynamodb:GetItem', 'dynamodb:PutItem'], subscriptions.table.tableArn),
        allow(['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:Query'], sending.table.tableArn),
        subscriptions.readReaderIdSecret(),
      ],
      readerImpact: 'Somebody who bounced or complained may be mailed again.',
    })
    // Four handle about a thousand reports a second. Reports can wait; a send's own writes come first.
    this.work.workedBy(feedback, { batchSize: 1_000, maxConcurrency: 4 })
  }

  /** The topic of mail events. The destination also allows SES to publish to it, for this configuration set only. */
  private mailEvents({ configurationSet }: Mail): Topic {
    const topic = new Topic(this, 'MailEvents', { enforceSSL: true })
    new ConfigurationSetEventDestination(this, 'Destination', {
      configurationSet,
      destination: EventDestination.snsTopic(topic),
      // Not SEND: what comes after proves as well that SES took the message, and each kind of event is half of feedback's
      // price (PROTOCOL.md, "What SES reports settles the uncertain").
      events: [
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.RENDERING_FAILURE,
        EmailSendingEvent.DELIVERY_DELAY,
      ],
    })
    return topic
  }
}
