import { Aws, CfnCondition, Duration, Fn, Names } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { EventField, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnDelivery, CfnDeliveryDestination, CfnDeliverySource } from 'aws-cdk-lib/aws-logs'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { logFields } from '../functions/edition/settings.ts'
import type { Publication } from '../functions/publication/publication.ts'
import { allow } from './grant.ts'
import { type CodeOf, NewsletterFunction } from './newsletter-function.ts'
import type { Site } from './site.ts'
import { keptTable, passingBucket, tellEventBridge } from './table-and-bucket-kinds.ts'
import { WorkQueue } from './work-queue.ts'

export type PageViewsProps = {
  publication: Pick<Publication, 'pageViews'>
  codeOf: CodeOf
  site: Pick<Site, 'distribution'>
}

/** Where CloudFront's logs are set up, and nowhere else (Developer Guide, "Configure standard logging (v2)"). */
const loggingRegion = 'us-east-1'

/** Page views, counted from CloudFront's logs. When it breaks, readers notice nothing, and views are counted late. */
export class PageViews extends Construct {
  /** Views by issue and day. It stays when counting is switched off. */
  readonly table: Table
  readonly work: WorkQueue
  private readonly logs: Bucket

  constructor(scope: Construct, id: string, { publication, codeOf, site }: PageViewsProps) {
    super(scope, id)
    this.table = keptTable(this, 'Counts', { partition: 'issue', sort: 'day' })
    // A day longer than work that failed may be redriven. A log holds nothing of a visitor.
    this.logs = passingBucket(this, 'Logs', Duration.days(15))
    tellEventBridge(this.logs)
    const readerImpact = 'No reader notices; page views of issues are counted late, or not at all.'
    const timeout = Duration.seconds(60)
    this.work = new WorkQueue(this, 'Work', { workerTimeout: timeout, readerImpact })
    const worker = new NewsletterFunction(this, 'Count', {
      name: 'count-views',
      codeOf,
      timeout,
      environment: { LOGS_BUCKET: this.logs.bucketName, VIEWS_TABLE: this.table.tableName },
      may: [
        allow('s3:GetObject', this.logs.arnForObjects('*'), { wildcard: 'CloudFront names its logs.' }),
        allow('dynamodb:UpdateItem', this.table.tableArn),
      ],
      readerImpact,
    })
    this.work.workedBy(worker, { batchSize: 1, maxConcurrency: 2 })
    this.hearOfLogs()
    if (publication.pageViews) this.deliverLogs(site)
  }

  private hearOfLogs() {
    new Rule(this, 'Delivered', {
      description: 'A log of CloudFront is there',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        // Services that deliver logs are known to put a file first by which they see that they may.
        detail: { bucket: { name: [this.logs.bucketName] }, object: { key: [{ wildcard: '*.gz' }] } },
      },
      targets: [
        new SqsQueue(this.work.queue, {
          message: RuleTargetInput.fromObject({ log: EventField.fromPath('$.detail.object.key') }),
          deadLetterQueue: this.work.deadLetters.queue,
          maxEventAge: Duration.hours(1),
          retryAttempts: 5,
        }),
      ],
    })
  }

  /** Has CloudFront write its logs, with the chosen fields only. */
  private deliverLogs({ distribution }: PageViewsProps['site']) {
    const name = Names.uniqueResourceName(this, { maxLength: 60 })
    const source = new CfnDeliverySource(this, 'Source', {
      name,
      logType: 'ACCESS_LOGS',
      resourceArn: distribution.distributionArn,
    })
    const destination = new CfnDeliveryDestination(this, 'Destination', {
      name,
      destinationResourceArn: this.logs.bucketArn,
      outputFormat: 'json',
    })
    const delivery = new CfnDelivery(this, 'Delivery', {
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.attrArn,
      recordFields: [...logFields],
    })
    delivery.addResourceDependency(source)
    this.letWrite(name)
    destination.node.addDependency(this.logs.policy!)
    const isThere = new CfnCondition(this, 'IsThere', {
      expression: Fn.conditionEquals(Aws.REGION, loggingRegion),
    })
    for (const one of [source, destination, delivery]) one.cfnOptions.condition = isThere
  }

  /** As CloudWatch Logs asks for ("Enable logging from AWS services", "Logs sent to Amazon S3"), for this source only. */
  private letWrite(source: string) {
    this.logs.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('delivery.logs.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [this.logs.arnForObjects(`AWSLogs/${Aws.ACCOUNT_ID}/*`)],
        conditions: {
          StringEquals: {
            's3:x-amz-acl': 'bucket-owner-full-control',
            'aws:SourceAccount': Aws.ACCOUNT_ID,
          },
          ArnLike: {
            'aws:SourceArn': `arn:${Aws.PARTITION}:logs:${loggingRegion}:${Aws.ACCOUNT_ID}:delivery-source:${source}`,
          },
        },
      }),
    )
  }
}
