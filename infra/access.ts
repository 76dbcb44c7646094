import { Duration } from 'aws-cdk-lib'
import type { IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { Construct } from 'constructs'
import type { AdminAccounts } from './admin-accounts.ts'
import { allow } from './grant.ts'
import { type CodeOf, NewsletterFunction } from './newsletter-function.ts'
import { keptTable } from './table-and-bucket-kinds.ts'

export type AccessProps = AdminAccounts & { codeOf: CodeOf }

/** Who calls the admins' API. When it breaks, no admin can do anything, and readers notice nothing until the next issue. */
export class Access extends Construct {
  readonly authorizer: IHttpRouteAuthorizer
  /** The API keys. */
  readonly table: Table

  constructor(scope: Construct, id: string, { codeOf, pool, client, consoleClient }: AccessProps) {
    super(scope, id)
    this.table = keptTable(this, 'Records', { partition: 'kind', sort: 'id', timeToLive: 'expires' })
    const { lambda } = new NewsletterFunction(this, 'Authorizer', {
      name: 'authorizer',
      codeOf,
      // API Gateway waits no longer than 10 s.
      timeout: Duration.seconds(8),
      environment: {
        ISSUER: pool.userPoolProviderUrl,
        CLIENT_IDS: `${client.userPoolClientId},${consoleClient.userPoolClientId}`,
        USER_POOL_ID: pool.userPoolId,
        ACCESS_TABLE: this.table.tableName,
      },
      may: [
        allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], this.table.tableArn),
        allow(['cognito-idp:AdminGetUser', 'cognito-idp:AdminListGroupsForUser'], pool.userPoolArn),
      ],
      readerImpact: 'Nobody can upload, send, pause or repair anything.',
    })
    // A result is the same for every route, because it says who calls and not what they may do.
    this.authorizer = new HttpLambdaAuthorizer('Callers', lambda, {
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      identitySource: ['$request.header.Authorization'],
      resultsCacheTtl: Duration.minutes(1),
    })
  }
}
