import { Duration, Stack } from 'aws-cdk-lib'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import type { AuditLog } from './audit-log.ts'
import type { DeadLetterQueue } from './dead-letter-queue.ts'
import type { Editions } from './editions.ts'
import type { Feedback } from './feedback.ts'
import { allow } from './grant.ts'
import type { Imports } from './imports.ts'
import { type CodeOf, NewsletterFunction } from './newsletter-function.ts'
import type { PageViews } from './page-views.ts'
import type { RecentCalls } from './recent-calls.ts'
import type { Schedules } from './schedules.ts'
import type { Sending } from './sending.ts'
import type { Subscriptions } from './subscriptions.ts'
import type { Webhooks } from './webhooks.ts'
import type { WorkQueue } from './work-queue.ts'

export type RedriveProps = {
  codeOf: CodeOf
  audit: AuditLog
  recent: RecentCalls
  subscriptions: Subscriptions
  imports: Imports
  editions: Editions
  sending: Sending
  schedules: Schedules
  feedback: Feedback
  views: PageViews
  webhooks: Webhooks
}

type Lost = { name: string; dead: DeadLetterQueue } & ({ work: Queue } | { instead: string })

/** The function that moves work that failed for good back to where it is worked on. */
export const redriveFunction = (
  scope: Construct,
  { codeOf, audit, recent, ...props }: RedriveProps,
): NewsletterFunction => {
  const lost = lostWork(props)
  const list = lost.map(({ name, dead, ...how }) => ({
    name,
    dead: dead.queue.queueUrl,
    readers: dead.readerImpact,
    ...('work' in how ? { work: how.work.queueUrl } : how),
  }))
  const works = new Set(lost.flatMap((one) => ('work' in one ? one.work : [])))
  return new NewsletterFunction(scope, 'Redrive', {
    name: 'redrive',
    codeOf,
    timeout: Duration.seconds(20),
    environment: {
      DEAD_LETTERS: Stack.of(scope).toJsonString(list),
      ...audit.environment,
      ...recent.environment,
    },
    may: [
      ...lost.map(({ dead, ...how }) =>
        allow(
          ['sqs:GetQueueAttributes', ...('work' in how ? ['sqs:ReceiveMessage', 'sqs:DeleteMessage'] : [])],
          dead.queue.queueArn,
        ),
      ),
      ...[...works].map((work) => allow('sqs:SendMessage', work.queueArn)),
      audit.write(),
      recent.remember(),
    ],
    readerImpact: 'Work that failed for good cannot be taken up again: whom it was for keeps waiting.',
  })
}

const lostWork = ({
  subscriptions,
  imports,
  editions,
  sending,
  schedules,
  feedback,
  views,
  webhooks,
}: Omit<RedriveProps, 'codeOf' | 'audit' | 'recent'>): Lost[] => [
  failed('scheduling', schedules.work),
  { name: 'missed', dead: schedules.deadLetters, work: schedules.work.queue },
  failed('plans', sending.plans),
  failed('batches', sending.batches),
  failed('feedback', feedback.work),
  failed('mail', subscriptions.unsentMail),
  failed('imports', imports.work),
  failed('asks', imports.asks),
  failed('views', views.work),
  failed('webhooks', webhooks.work),
  {
    name: 'unpublished',
    dead: editions.unpublished,
    // It contains reports of Lambda and events of S3, and the upload may have changed since.
    instead: 'publish the issue again',
  },
]

const failed = (name: string, { queue, deadLetters }: WorkQueue): Lost => ({
  name,
  dead: deadLetters,
  work: queue,
})
