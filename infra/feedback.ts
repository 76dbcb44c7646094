import { Duration } from 'aws-cdk-lib'
import {
  type ConfigurationSet,
  ConfigurationSetEventDestination,
  EmailSendingEvent,
  EventDestination,
} from 'aws-cdk-lib/aws-ses'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import type { Publication } from '../functions/publication/publication.ts'
import type { Editions } from './editions.ts'
import { allow } from './grant.ts'
import type { Mail } from './mail.ts'
import { type CodeOf, NewsletterFunction } from './newsletter-function.ts'
import type { Sending } from './sending.ts'
import type { Subscriptions } from './subscriptions.ts'
import type { WebApi } from './web-api.ts'
import type { Webhooks } from './webhooks.ts'
import { WorkQueue } from './work-queue.ts'

export type RecordProps = {
  publication: Publication
  codeOf: CodeOf
  mail: Mail
  subscriptions: Subscriptions
  editions: Editions
  sending: Sending
  api: WebApi
  webhooks: Webhooks
}

const workerTimeout = Duration.seconds(30)

/**
 * What became of each mail, as SES reports it. When it breaks, addresses that bounce or complain are mailed again,
 * which costs the sender its reputation.
 */
export class Feedback extends Construct {
  readonly work: WorkQueue

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.work = new WorkQueue(this, 'Work', {
      workerTimeout,
      // Reports on the readers of a batch come close together. Gathered, they cost one write instead of one each.
      window: Duration.seconds(2),
      readerImpact: 'Events of SES are lost: who bounced or complained may be mailed again.',
    })
  }

  /** Records what the queue holds. Those who put something into it are made before those whose tables it is recorded in. */
  record(props: RecordProps) {
    const { publication, codeOf, mail, subscriptions, sending, webhooks } = props
    this.rate(props)
    this.mailEvents(mail, publication).addSubscription(new SqsSubscription(this.work.queue))
    const feedback = new NewsletterFunction(this, 'Record', {
      name: 'feedback',
      codeOf,
      timeout: workerTimeout,
      environment: {
        SUBSCRIBERS_TABLE: subscriptions.table.tableName,
        SENDS_TABLE: sending.table.tableName,
        ...webhooks.announce().environment,
        READER_ID_SECRET_ARN: subscriptions.readerIdSecret.secretArn,
      },
      may: [
        allow(['dynamodb:GetItem', 'dynamodb:PutItem'], subscriptions.table.tableArn),
        allow(['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:Query'], sending.table.tableArn),
        subscriptions.readReaderIdSecret(),
        ...webhooks.announce().may,
      ],
      readerImpact: 'Somebody who bounced or complained may be mailed again.',
    })
    // Four handle about a thousand reports a second. Reports can wait; a send's own writes come first.
    this.work.workedBy(feedback, { batchSize: 1_000, maxConcurrency: 4 })
  }

  /** Takes what readers say of an issue, by the links in its mail. */
  private rate({ publication, codeOf, subscriptions, editions, api }: RecordProps) {
    const rate = new NewsletterFunction(this, 'Rate', {
      name: 'rate',
      codeOf,
      timeout: Duration.seconds(10),
      environment: {
        SUBSCRIBERS_TABLE: subscriptions.table.tableName,
        EDITIONS_TABLE: editions.table.tableName,
        LINK_SECRET_ARN: subscriptions.linkSecret.secretArn,
        SITE_URL: publication.site,
        FEEDBACK_QUEUE_URL: this.work.queue.queueUrl,
      },
      may: [
        allow('dynamodb:GetItem', subscriptions.table.tableArn),
        allow('dynamodb:GetItem', editions.table.tableArn),
        subscriptions.readLinkSecret(),
        allow('sqs:SendMessage', this.work.queue.queueArn),
      ],
      readerImpact: 'Readers cannot say whether an issue was worth reading.',
    })
    // Scanners follow two such links in each mail.
    api.form('/rating', rate, { aSecond: 200, atOnce: 400 })
  }

  /** The topic of mail events. */
  private mailEvents({ configurationSet, digestSet }: Mail, { tracking }: Publication): Topic {
    const topic = new Topic(this, 'MailEvents', { enforceSSL: true })
    this.publish('Destination', topic, configurationSet)
    // A destination that takes opens or clicks has SES change each mail of its configuration set (SES Developer Guide,
    // "Configuring custom domains to handle open and click tracking").
    if (digestSet !== configurationSet)
      this.publish('DigestDestination', topic, digestSet, [
        ...(tracking.opens ? [EmailSendingEvent.OPEN] : []),
        ...(tracking.clicks ? [EmailSendingEvent.CLICK] : []),
      ])
    return topic
  }

  /** Has SES publish events of a configuration set to the topic, and allows it to, for this set only. */
  private publish(
    id: string,
    topic: Topic,
    configurationSet: ConfigurationSet,
    more: readonly EmailSendingEvent[] = [],
  ) {
    new ConfigurationSetEventDestination(this, id, {
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
        ...more,
      ],
    })
  }
}
