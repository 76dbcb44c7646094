import { Construct } from 'constructs'
import type { Publication } from '../functions/publication/publication.ts'
import { allow, type Permission } from './grant.ts'
import { keptTable } from './table-and-bucket-kinds.ts'

export type AuditLogProps = Pick<Publication, 'keepAuditDays'> & { edgeKey: string }

/**
 * Who did what by the admins' API, in a table of its own: nobody who writes into it may change or delete what is there.
 * IAM cannot tell a put that replaces a row from one that adds it; the table's own code puts only what is absent.
 */
export class AuditLog extends Construct {
  private readonly table

  /** What a function reads from its environment that keeps the log. */
  readonly environment

  constructor(scope: Construct, id: string, { keepAuditDays, edgeKey }: AuditLogProps) {
    super(scope, id)
    this.table = keptTable(this, 'Entries', { partition: 'kind', sort: 'id', timeToLive: 'expires' })
    this.environment = {
      AUDIT_TABLE: this.table.tableName,
      KEEP_AUDIT_DAYS: keepAuditDays,
      EDGE_KEY: edgeKey,
    }
  }

  /** `dynamodb:GetItem` asks for the time alone. */
  write(): Permission {
    return allow(['dynamodb:GetItem', 'dynamodb:PutItem'], this.table.tableArn)
  }

  read(): Permission {
    return allow('dynamodb:Query', this.table.tableArn)
  }
}
