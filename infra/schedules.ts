import { Duration, Stack } from 'aws-cdk-lib'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler'
import { Construct } from 'constructs'
import type { Publication } from '../functions/publication/publication.ts'
import { DeadLetterQueue } from './dead-letter-queue.ts'
import { allow, grant, type Permission } from './grant.ts'
import { WorkQueue } from './work-queue.ts'

/** What starts sends: the cadence, release times, and requests. When it breaks, an issue that is due is not sent. */
export class Schedules extends Construct {
  readonly work: WorkQueue
  /** The role of schedules that code creates. It may only enqueue scheduling work. */
  readonly role: Role
  readonly deadLetters: DeadLetterQueue
  private readonly group: CfnScheduleGroup

  constructor(scope: Construct, id: string, { cadence, timeZone }: Publication, workerTimeout: Duration) {
    super(scope, id)
    this.work = new WorkQueue(this, 'Work', {
      workerTimeout,
      readerImpact: 'An issue that is due does not start.',
    })
    this.deadLetters = new DeadLetterQueue(this, 'Missed', {
      readerImpact: 'Nobody heard a schedule: an issue that is due does not start.',
    })
    this.group = new CfnScheduleGroup(this, 'Group')
    this.role = schedulerRole(this, 'Role', [
      allow('sqs:SendMessage', this.work.queue.queueArn),
      allow('sqs:SendMessage', this.deadLetters.queue.queueArn),
    ])
    if (cadence) this.repeat(cadence.cron, timeZone)
  }

  private repeat(cron: string, timeZone: string) {
    new CfnSchedule(this, 'Cadence', {
      description: 'The publication’s recurring send',
      groupName: this.group.ref,
      scheduleExpression: `cron(${withYear(cron)})`,
      scheduleExpressionTimezone: timeZone,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.work.queue.queueArn,
        roleArn: this.role.roleArn,
        // Its scheduled time names the occasion, so that repeated deliveries are one occasion (EventBridge Scheduler
        // User Guide, "Adding context attributes").
        input: JSON.stringify({ kind: 'cadence', at: '<aws.scheduler.scheduled-time>' }),
        retryPolicy: { maximumEventAgeInSeconds: Duration.hours(6).toSeconds(), maximumRetryAttempts: 20 },
        deadLetterConfig: { arn: this.deadLetters.queue.queueArn },
      },
    }).node.addDependency(this.role)
  }

  get groupName(): string {
    return this.group.ref
  }

  /** Permissions to create schedules in the group and to pass them the role. */
  permissions(): Permission[] {
    const schedules = Stack.of(this).formatArn({
      service: 'scheduler',
      resource: 'schedule',
      resourceName: `${this.group.ref}/*`,
    })
    return [
      allow(['scheduler:CreateSchedule', 'scheduler:UpdateSchedule'], schedules, {
        wildcard: 'Schedules are named after sends, which come later; they all live in this group.',
      }),
      allow('iam:PassRole', this.role.roleArn, {
        when: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      }),
    ]
  }
}

/** A role that only schedules of this account may assume. */
export const schedulerRole = (scope: Construct, id: string, may: Permission[]): Role => {
  const assumedBy = new ServicePrincipal('scheduler.amazonaws.com', {
    // EventBridge Scheduler User Guide, "Confused deputy prevention".
    conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
  })
  const role = new Role(scope, id, { assumedBy })
  grant(role, may)
  return role
}

/** The Scheduler requires six fields; the publication may omit the year. */
const withYear = (cron: string) => (cron.split(' ').length === 5 ? `${cron} *` : cron)
