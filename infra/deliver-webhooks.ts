import type { Editions } from './editions.ts'
import { allow } from './grant.ts'
import { type CodeOf, NewsletterFunction } from './newsletter-function.ts'
import type { Schedules } from './schedules.ts'
import type { Sending } from './sending.ts'
import type { Subscriptions } from './subscriptions.ts'
import { type Webhooks, webhooksImpact, webhooksTimeout } from './webhooks.ts'

export type DeliverWebhooksProps = {
  codeOf: CodeOf
  siteUrl: string
  subscriptions: Subscriptions
  sending: Sending
  editions: Editions
  schedules: Schedules
}

/** The function that tells webhooks what was announced. Who announces is made before those whose tables are looked into then. */
export const deliverWebhooks = (
  webhooks: Webhooks,
  { codeOf, siteUrl, subscriptions, sending, editions, schedules }: DeliverWebhooksProps,
) => {
  const { environment, may } = webhooks.announce()
  const deliver = new NewsletterFunction(webhooks, 'Deliver', {
    name: 'webhooks',
    codeOf,
    timeout: webhooksTimeout,
    // What is tried again later is put back into the queue.
    goesOnByQueue: true,
    environment: {
      ...environment,
      WEBHOOKS_TABLE: webhooks.table.tableName,
      SUBSCRIBERS_TABLE: subscriptions.table.tableName,
      SENDS_TABLE: sending.table.tableName,
      EDITIONS_TABLE: editions.table.tableName,
      SITE_URL: siteUrl,
      SCHEDULING_QUEUE_URL: schedules.work.queue.queueUrl,
    },
    may: [
      allow(
        ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
        webhooks.table.tableArn,
      ),
      allow('dynamodb:GetItem', subscriptions.table.tableArn),
      allow('dynamodb:GetItem', sending.table.tableArn),
      allow('dynamodb:GetItem', editions.table.tableArn),
      allow('sqs:SendMessage', schedules.work.queue.queueArn),
      ...may,
    ],
    readerImpact: webhooksImpact,
  })
  webhooks.work.workedBy(deliver, { batchSize: 10, maxConcurrency: 4 })
}
