import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler'
import type { Construct } from 'constructs'
import type { Publication } from '../functions/publication/publication.ts'
import type { Editions } from './editions.ts'
import { allow, readSendingQuota } from './grant.ts'
import { type CodeOf, NewsletterFunction } from './newsletter-function.ts'
import { type Schedules, schedulerRole } from './schedules.ts'
import { hintAgain, sweepEvery, timeouts } from './sending-timeouts.ts'
import type { Subscriptions } from './subscriptions.ts'
import type { Webhooks } from './webhooks.ts'
import type { WorkQueue } from './work-queue.ts'

export type SweepProps = {
  publication: Pick<Publication, 'keepRecipientsDays'>
  codeOf: CodeOf
  /** The ledger. */
  table: Table
  plans: WorkQueue
  batches: WorkQueue
  subscriptions: Subscriptions
  editions: Editions
  schedules: Schedules
  webhooks: Webhooks
}

/** Looks each minute for work of sends that nobody does. @param sending the construct that it is part of */
export const addSweep = (
  sending: Construct,
  { publication, codeOf, table, plans, batches, subscriptions, editions, schedules, webhooks }: SweepProps,
) => {
  const sweep = new NewsletterFunction(sending, 'Sweep', {
    name: 'sweep',
    codeOf,
    timeout: timeouts.sweep,
    everyMinute: true,
    environment: {
      SENDS_TABLE: table.tableName,
      ...webhooks.announce().environment,
      SUBSCRIBERS_TABLE: subscriptions.table.tableName,
      EDITIONS_TABLE: editions.table.tableName,
      PLAN_QUEUE_URL: plans.queue.queueUrl,
      BATCHES_QUEUE_URL: batches.queue.queueUrl,
      SCHEDULING_QUEUE_URL: schedules.work.queue.queueUrl,
      HINT_AGAIN_SECONDS: hintAgain.toSeconds(),
      KEEP_RECIPIENTS_DAYS: publication.keepRecipientsDays ?? 0,
      SWEEP_SECONDS: timeouts.sweep.toSeconds() / 3,
    },
    may: [
      allow(
        [
          'dynamodb:GetItem',
          'dynamodb:PutItem',
          'dynamodb:UpdateItem',
          'dynamodb:DeleteItem',
          'dynamodb:Query',
        ],
        table.tableArn,
      ),
      allow('dynamodb:GetItem', editions.table.tableArn),
      allow(
        ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:Query'],
        subscriptions.table.tableArn,
      ),
      allow('sqs:SendMessage', plans.queue.queueArn),
      allow('sqs:SendMessage', batches.queue.queueArn),
      allow('sqs:SendMessage', schedules.work.queue.queueArn),
      ...webhooks.announce().may,
      readSendingQuota(),
    ],
    readerImpact: 'Batches that a crash left behind stay there, and paused sends do not go on.',
  })
  // Lambda would retry a failed sweep twice, whatever the schedule says (Lambda Developer Guide, "How Lambda handles
  // errors and retries with asynchronous invocation"): three sweeps a minute, just when something is wrong.
  sweep.lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: sweepEvery })
  const role = schedulerRole(sending, 'EveryMinuteRole', [
    allow('lambda:InvokeFunction', sweep.lambda.functionArn),
  ])
  new CfnSchedule(sending, 'EveryMinute', {
    description: 'Looks for work that nobody does',
    scheduleExpression: `rate(${sweepEvery.toMinutes()} minute)`,
    flexibleTimeWindow: { mode: 'OFF' },
    // The next minute comes anyway, so a missed sweep is not repeated.
    target: {
      arn: sweep.lambda.functionArn,
      roleArn: role.roleArn,
      retryPolicy: { maximumRetryAttempts: 0 },
    },
  }).node.addDependency(role)
}
