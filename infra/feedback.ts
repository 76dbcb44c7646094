import { Duration } from 'aws-cdk-lib'
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import type { Publication } from '../functions/publication/publication.ts'
import type { Editions } from './editions.ts'
import { allow } from './grant.ts'
import type { Mail } from './mail.ts'
import { mailEvents } from './mail-events.ts'
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
    mailEvents(this, mail, publication).addSubscription(new SqsSubscription(this.work.queue))
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
}
