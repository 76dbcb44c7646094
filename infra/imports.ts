import { Duration } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { type Bucket, HttpMethods } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { allow, type Permission, readSendingQuota } from './grant.ts'
import type { Mail } from './mail.ts'
import { type CodeOf, NewsletterFunction } from './newsletter-function.ts'
import type { Subscriptions } from './subscriptions.ts'
import { dayBucket, keptTable, tellEventBridge } from './table-and-bucket-kinds.ts'
import { WorkQueue } from './work-queue.ts'

export type ImportsProps = { codeOf: CodeOf; siteUrl: string; mail: Mail; subscriptions: Subscriptions }

/** How long a run works before it leaves the rest to the next. A killed one is taken up after six of its timeouts. */
const run = Duration.seconds(40)

/** Lists of readers from elsewhere. When it breaks nobody can be brought in, and readers notice nothing. */
export class Imports extends Construct {
  /** The records of imports: where readers that came so have their consent from. */
  readonly table: Table
  /** Files as they were uploaded, each named by its import; forgotten after a day. */
  readonly uploads: Bucket
  readonly work: WorkQueue
  /** Imports whose readers are being asked by mail. */
  readonly asks: WorkQueue

  constructor(scope: Construct, id: string, props: ImportsProps) {
    super(scope, id)
    const { codeOf, siteUrl, subscriptions } = props
    this.table = keptTable(this, 'Records', { partition: 'kind', sort: 'id', timeToLive: 'expires' })
    this.uploads = dayBucket(this, 'Uploads', {
      // By an address that the API signed, the console's script puts a file there.
      cors: [
        {
          allowedMethods: [HttpMethods.PUT],
          allowedOrigins: [siteUrl],
          allowedHeaders: ['*'],
          maxAge: 3_600,
        },
      ],
    })
    tellEventBridge(this.uploads)
    // The last chunk of rows, and calls that are tried again.
    const timeout = run.plus(Duration.seconds(35))
    const readerImpact = 'A list of readers is not imported, or only in part.'
    // A list of a million takes its time, in runs that each put a new message.
    this.work = new WorkQueue(this, 'Work', { workerTimeout: timeout, readerImpact })
    const work = this.work.queue
    this.asks = this.createAsks(props)
    const worker = new NewsletterFunction(this, 'Import', {
      name: 'import',
      codeOf,
      timeout,
      goesOnByQueue: true,
      // As much as one CPU: it signs a request for each reader.
      memorySize: 1769,
      environment: {
        SUBSCRIBERS_TABLE: subscriptions.table.tableName,
        READER_ID_SECRET_ARN: subscriptions.readerIdSecret.secretArn,
        IMPORTS_TABLE: this.table.tableName,
        IMPORTS_BUCKET: this.uploads.bucketName,
        IMPORTS_QUEUE_URL: work.queueUrl,
        ASKS_QUEUE_URL: this.asks.queue.queueUrl,
        IMPORT_SECONDS: run.toSeconds(),
      },
      may: [
        allow(
          ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem'],
          subscriptions.table.tableArn,
        ),
        allow(['dynamodb:GetItem', 'dynamodb:PutItem'], this.table.tableArn),
        subscriptions.readReaderIdSecret(),
        this.onUploads('s3:GetObject'),
        // Without it S3 does not say that an upload is gone (404), but that one may not know (403).
        allow('s3:ListBucket', this.uploads.bucketArn),
        allow('sqs:SendMessage', work.queueArn),
        allow('sqs:SendMessage', this.asks.queue.queueArn),
      ],
      readerImpact,
    })
    this.work.workedBy(worker, { batchSize: 1, maxConcurrency: 2 })
    new Rule(this, 'Uploaded', {
      description: 'A list of readers is uploaded',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [this.uploads.bucketName] } },
      },
      targets: [
        new SqsQueue(work, {
          message: RuleTargetInput.fromObject({ import: EventField.fromPath('$.detail.object.key') }),
          deadLetterQueue: this.work.deadLetters.queue,
          maxEventAge: Duration.hours(1),
          retryAttempts: 5,
        }),
      ],
    })
  }

  /** Asks readers of imports by mail, for as long as the account's quota takes. */
  private createAsks({ codeOf, siteUrl, mail, subscriptions }: ImportsProps): WorkQueue {
    // The last mails, and their tries.
    const timeout = run.plus(Duration.seconds(50))
    const readerImpact = 'Readers of a list are not asked.'
    // A message waits for ten minutes where the quota of the day is used up.
    const asks = new WorkQueue(this, 'Asks', {
      workerTimeout: timeout,
      oldest: Duration.hours(1),
      readerImpact,
    })
    const worker = new NewsletterFunction(this, 'Ask', {
      name: 'ask',
      codeOf,
      timeout,
      goesOnByQueue: true,
      environment: {
        SUBSCRIBERS_TABLE: subscriptions.table.tableName,
        IMPORTS_TABLE: this.table.tableName,
        SIGN_UPS_TABLE: subscriptions.signUps.tableName,
        LINK_SECRET_ARN: subscriptions.linkSecret.secretArn,
        READER_ID_SECRET_ARN: subscriptions.readerIdSecret.secretArn,
        SITE_URL: siteUrl,
        CONFIGURATION_SET: mail.configurationSet.configurationSetName,
        ASKS_QUEUE_URL: asks.queue.queueUrl,
        ASK_SECONDS: run.toSeconds(),
      },
      may: [
        allow(
          ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem'],
          subscriptions.table.tableArn,
        ),
        allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], this.table.tableArn),
        allow('dynamodb:UpdateItem', subscriptions.signUps.tableArn),
        subscriptions.readLinkSecret(),
        subscriptions.readReaderIdSecret(),
        allow('sqs:SendMessage', asks.queue.queueArn),
        ...mail.sendAsPublication(),
        readSendingQuota(),
      ],
      readerImpact,
    })
    asks.workedBy(worker, { batchSize: 1, maxConcurrency: 2 })
    return asks
  }

  /** What a function needs to ask for imports, to sign their uploads, to start them and to say how far they are. */
  permissions(): Permission[] {
    return [
      allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], this.table.tableArn),
      this.onUploads('s3:PutObject'),
      allow('sqs:SendMessage', this.work.queue.queueArn),
    ]
  }

  private onUploads(action: string): Permission {
    return allow(action, this.uploads.arnForObjects('*'), { wildcard: 'Uploads are named after imports.' })
  }
}
