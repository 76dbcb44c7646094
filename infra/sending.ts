import { Duration } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { Construct } from 'constructs'
import type { Publication } from '../functions/publication/publication.ts'
import type { Editions } from './editions.ts'
import { allow, readSendingQuota } from './grant.ts'
import type { Mail } from './mail.ts'
import { type CodeOf, NewsletterFunction } from './newsletter-function.ts'
import type { Schedules } from './schedules.ts'
import { timeouts } from './sending-timeouts.ts'
import type { Subscriptions } from './subscriptions.ts'
import { addSweep } from './sweep.ts'
import { keptTable } from './table-and-bucket-kinds.ts'
import type { Webhooks } from './webhooks.ts'
import { WorkQueue } from './work-queue.ts'

export type SendingProps = {
  publication: Pick<Publication, 'keepRecipientsDays'>
  codeOf: CodeOf
  siteUrl: string
  mail: Mail
  subscriptions: Subscriptions
  editions: Editions
  schedules: Schedules
  webhooks: Webhooks
}

/** How many functions may deliver at once. They share the account's rate. */
const workers = 8

/** From a due issue to mail in SES's hands. When it breaks, readers wait for the issue. */
export class Sending extends Construct {
  readonly table: Table
  readonly plans: WorkQueue
  readonly batches: WorkQueue

  constructor(scope: Construct, id: string, props: SendingProps) {
    super(scope, id)
    this.table = keptTable(this, 'Sends', { partition: 'pk', sort: 'sk' })
    this.plans = new WorkQueue(this, 'Plans', {
      workerTimeout: timeouts.plan,
      // Ten million readers are 256 ranges of half a minute each: an hour, two at a time.
      oldest: Duration.hours(2),
      readerImpact: 'A part of the readers is not planned for, and gets no issue.',
    })
    this.batches = new WorkQueue(this, 'Batches', {
      workerTimeout: timeouts.deliver,
      // Batches wait for their turn: 10 million mails at 500/s take 5.6 hours, the 50,000 a day of a new account at
      // 14/s take one. A send that is held, by a person or by the daily quota, waits in the ledger: its messages end.
      oldest: Duration.hours(6),
      readerImpact: 'A batch of readers does not get the issue.',
    })
    this.schedule(props)
    this.plan(props)
    this.deliver(props)
    const { table, plans, batches } = this
    addSweep(this, { ...props, table, plans, batches })
  }

  private schedule({ codeOf, mail, subscriptions, editions, schedules, webhooks }: SendingProps) {
    const schedule = new NewsletterFunction(this, 'Schedule', {
      name: 'schedule',
      codeOf,
      timeout: timeouts.schedule,
      environment: {
        SENDS_TABLE: this.table.tableName,
        ...webhooks.announce().environment,
        EDITIONS_TABLE: editions.table.tableName,
        SUBSCRIBERS_TABLE: subscriptions.table.tableName,
        PLAN_QUEUE_URL: this.plans.queue.queueUrl,
        BATCHES_QUEUE_URL: this.batches.queue.queueUrl,
        CONFIGURATION_SET: mail.configurationSet.configurationSetName,
        SCHEDULING_QUEUE_ARN: schedules.work.queue.queueArn,
        SCHEDULER_ROLE_ARN: schedules.role.roleArn,
        MISSED_QUEUE_ARN: schedules.deadLetters.queue.queueArn,
        SCHEDULE_GROUP: schedules.groupName,
      },
      may: [
        allow(
          ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:Query'],
          this.table.tableArn,
        ),
        allow(['dynamodb:GetItem', 'dynamodb:Query'], editions.table.tableArn),
        allow(['dynamodb:Query', 'dynamodb:GetItem'], subscriptions.table.tableArn),
        allow('sqs:SendMessage', this.plans.queue.queueArn),
        allow('sqs:SendMessage', this.batches.queue.queueArn),
        ...mail.sendAsPublication(),
        ...schedules.permissions(),
        ...webhooks.announce().may,
      ],
      readerImpact: 'An issue that is due does not start.',
    })
    // Starting a send and welcoming a new reader are a few calls each.
    schedules.work.workedBy(schedule, { batchSize: 1, maxConcurrency: 2 })
  }

  private plan({ codeOf, subscriptions }: SendingProps) {
    const plan = new NewsletterFunction(this, 'Plan', {
      name: 'plan',
      codeOf,
      timeout: timeouts.plan,
      goesOnByQueue: true,
      environment: {
        SENDS_TABLE: this.table.tableName,
        SUBSCRIBERS_TABLE: subscriptions.table.tableName,
        BATCHES_QUEUE_URL: this.batches.queue.queueUrl,
        PLAN_QUEUE_URL: this.plans.queue.queueUrl,
        PLAN_SECONDS: timeouts.plan.toSeconds() / 3,
      },
      may: [
        allow(
          ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:Query'],
          this.table.tableArn,
        ),
        allow(['dynamodb:Query', 'dynamodb:GetItem', 'dynamodb:BatchGetItem'], subscriptions.table.tableArn),
        allow('sqs:SendMessage', this.batches.queue.queueArn),
        allow('sqs:SendMessage', this.plans.queue.queueArn),
      ],
      readerImpact: 'A send that has started does not find its readers.',
    })
    // One planner reads readers faster than SES may mail them.
    this.plans.workedBy(plan, { batchSize: 1, maxConcurrency: 2 })
  }

  private deliver({ codeOf, siteUrl, mail, subscriptions, editions }: SendingProps) {
    const deliver = new NewsletterFunction(this, 'Deliver', {
      name: 'deliver',
      codeOf,
      timeout: timeouts.deliver,
      goesOnByQueue: true,
      environment: {
        SENDS_TABLE: this.table.tableName,
        SUBSCRIBERS_TABLE: subscriptions.table.tableName,
        EDITIONS_BUCKET: editions.editions.bucketName,
        LINK_SECRET_ARN: subscriptions.linkSecret.secretArn,
        CONFIGURATION_SET: mail.digestSet.configurationSetName,
        SITE_URL: siteUrl,
        BATCHES_QUEUE_URL: this.batches.queue.queueUrl,
        WORKER_SECONDS: timeouts.deliver.toSeconds(),
      },
      may: [
        allow(['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:Query'], this.table.tableArn),
        allow('dynamodb:BatchGetItem', subscriptions.table.tableArn),
        allow('sqs:SendMessage', this.batches.queue.queueArn),
        editions.readDigests(),
        subscriptions.readLinkSecret(),
        ...mail.sendAsPublication(mail.digestSet),
        readSendingQuota(),
      ],
      readerImpact: 'Readers wait for this issue.',
    })
    this.batches.workedBy(deliver, { batchSize: 1, maxConcurrency: workers })
  }
}
