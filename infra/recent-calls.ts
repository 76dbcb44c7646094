import { Construct } from 'constructs'
import { allow, type Permission } from './grant.ts'
import { passingTable } from './table-and-bucket-kinds.ts'

/** What is known of late calls of the admins' API for a day, so that one that comes twice is done once, and how many there are. */
export class RecentCalls extends Construct {
  private readonly table
  /** What a function reads from its environment that answers such calls. */
  readonly environment

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.table = passingTable(this, 'Calls', { partition: 'kind', sort: 'id', timeToLive: 'expires' })
    this.environment = { CALLS_TABLE: this.table.tableName }
  }

  remember(): Permission {
    return allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], this.table.tableArn)
  }
}
