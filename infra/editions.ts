import { Duration } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { Rule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { DeadLetterQueue } from './dead-letter-queue.ts'
import { allow, type Permission } from './grant.ts'
import { type CodeOf, NewsletterFunction } from './newsletter-function.ts'
import type { Schedules } from './schedules.ts'
import type { Site } from './site.ts'
import { keptTable, privateBucket, tellEventBridge } from './table-and-bucket-kinds.ts'
import type { Webhooks } from './webhooks.ts'

export type EditionsProps = {
  codeOf: CodeOf
  siteUrl: string
  site: Site
  schedules: Schedules
  webhooks: Webhooks
}

/** From an editor's upload to digest, stubs and feeds. When it breaks, a new issue is not published. */
export class Editions extends Construct {
  /** What editors upload; `issues/<issue>/manifest.json`, the last file of an upload, starts publishing. */
  readonly content: Bucket
  /** Digests, ready to be mailed. */
  readonly editions: Bucket
  readonly table: Table
  readonly unpublished: DeadLetterQueue

  constructor(scope: Construct, id: string, { codeOf, siteUrl, site, schedules, webhooks }: EditionsProps) {
    super(scope, id)
    this.content = privateBucket(this, 'Content')
    tellEventBridge(this.content)
    this.editions = privateBucket(this, 'Digests')
    this.table = keptTable(this, 'Editions', { partition: 'kind', sort: 'id' })
    this.unpublished = new DeadLetterQueue(this, 'Unpublished', {
      readerImpact: 'An uploaded issue was not published; it needs to be uploaded again.',
    })
    const publish = new NewsletterFunction(this, 'Publish', {
      name: 'publish',
      codeOf,
      // Drawing a card takes a fifth of a second, and an issue may have hundreds. Everything else is done long before.
      timeout: Duration.minutes(5),
      memorySize: 1024,
      environment: {
        EDITIONS_TABLE: this.table.tableName,
        EDITIONS_BUCKET: this.editions.bucketName,
        SITE_BUCKET: site.bucket.bucketName,
        SCHEDULING_QUEUE_URL: schedules.work.queue.queueUrl,
        SITE_URL: siteUrl,
        ...webhooks.announce().environment,
      },
      may: [
        onObjects('s3:GetObject', this.content),
        onObjects('s3:PutObject', this.editions),
        // To write what changed, it asks what is there.
        onObjects('s3:GetObject', site.bucket),
        onObjects('s3:PutObject', site.bucket),
        allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], this.table.tableArn),
        allow('sqs:SendMessage', schedules.work.queue.queueArn),
        ...webhooks.announce().may,
        allow('sqs:SendMessage', this.unpublished.queue.queueArn),
      ],
      readerImpact: 'An uploaded issue is not published: no stubs, no digest.',
    })
    publish.lambda.configureAsyncInvoke({
      retryAttempts: 2,
      onFailure: { bind: () => ({ destination: this.unpublished.queue.queueArn }) },
    })
    new Rule(this, 'Uploaded', {
      description: 'An upload of an issue is complete',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: [this.content.bucketName] },
          object: { key: [{ wildcard: 'issues/*/manifest.json' }] },
        },
      },
      targets: [
        new LambdaFunction(publish.lambda, {
          deadLetterQueue: this.unpublished.queue,
          maxEventAge: Duration.hours(1),
          retryAttempts: 5,
        }),
      ],
    })
  }

  /** Permission to read the digests, for a function that mails them. */
  readDigests(): Permission {
    return onObjects('s3:GetObject', this.editions)
  }

  /** Permissions to publish an issue and to learn the outcome: to write its files, then the manifest, and no more. */
  publish(): Permission[] {
    return [
      allow('s3:PutObject', this.content.arnForObjects('blobs/*'), {
        wildcard: 'The files of an issue are named by their hashes.',
      }),
      allow('s3:PutObject', this.content.arnForObjects('issues/*/manifest.json'), {
        wildcard: 'Any issue may be published.',
      }),
      allow('dynamodb:GetItem', this.table.tableArn),
    ]
  }

  /** Permissions to sign uploads of issues, to have one taken down, and to see whether it was uploaded anew. */
  upload(): Permission[] {
    return [
      onObjects('s3:PutObject', this.content),
      allow('s3:GetObject', this.content.arnForObjects('issues/*/manifest.json'), {
        wildcard: 'Any issue may be taken down.',
      }),
    ]
  }
}

/** Any object of a bucket, because its keys are not known before there are issues. */
const onObjects = (action: string, bucket: Bucket) =>
  allow(action, bucket.arnForObjects('*'), { wildcard: 'Objects are named after issues and their content.' })
