import { Duration } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { Construct } from 'constructs'
import { allow, type Permission } from './grant.ts'
import { keptTable } from './table-and-bucket-kinds.ts'
import { WorkQueue } from './work-queue.ts'

/** Ten messages at once are tried side by side, and each target has ten seconds. */
export const webhooksTimeout = Duration.seconds(30)

export const webhooksImpact =
  'No reader notices; programs that keep step with subscriptions and sends hear of them late, or not at all.'

/** What other programs are told of. When it breaks, they hear late, and readers notice nothing. */
export class Webhooks extends Construct {
  readonly work: WorkQueue
  /** Webhooks with their secrets, and what was tried at them. */
  readonly table: Table

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.table = keptTable(this, 'Records', { partition: 'kind', sort: 'id', timeToLive: 'expires' })
    this.work = new WorkQueue(this, 'Work', { workerTimeout: webhooksTimeout, readerImpact: webhooksImpact })
  }

  /** Lets a function announce what it is about to do. */
  announce(): { environment: { WEBHOOKS_QUEUE_URL: string }; may: Permission[] } {
    return {
      environment: { WEBHOOKS_QUEUE_URL: this.work.queue.queueUrl },
      may: [allow('sqs:SendMessage', this.work.queue.queueArn)],
    }
  }

  /** What the API reads from its environment to keep them, and may do. */
  manage(): { environment: { WEBHOOKS_TABLE: string; WEBHOOKS_QUEUE_URL: string }; may: Permission[] } {
    const { environment, may } = this.announce()
    return {
      environment: { ...environment, WEBHOOKS_TABLE: this.table.tableName },
      may: [
        allow(
          [
            'dynamodb:DeleteItem',
            'dynamodb:GetItem',
            'dynamodb:PutItem',
            'dynamodb:Query',
            'dynamodb:UpdateItem',
          ],
          this.table.tableArn,
        ),
        ...may,
      ],
    }
  }
}
