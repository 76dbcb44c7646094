import { Duration } from 'aws-cdk-lib'
import type { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'
import { consolePath } from '../functions/console/settings.ts'
import { allow } from './grant.ts'
import { type CodeOf, NewsletterFunction } from './newsletter-function.ts'
import { passingTable } from './table-and-bucket-kinds.ts'
import type { WebApi } from './web-api.ts'

export type ConsoleProps = {
  codeOf: CodeOf
  siteUrl: string
  api: WebApi
  pool: UserPool
  client: UserPoolClient
}

/** The admins' pages. They call the admins' API; when they break, the command line still does all of it. */
export class Console extends Construct {
  constructor(scope: Construct, id: string, { codeOf, siteUrl, api, pool, client }: ConsoleProps) {
    super(scope, id)
    const sessions = passingTable(this, 'Sessions', { partition: 'kind', sort: 'id', timeToLive: 'expires' })
    const pages = new NewsletterFunction(this, 'Pages', {
      name: 'console',
      codeOf,
      // Longer than any call of the API.
      timeout: Duration.seconds(28),
      environment: {
        SITE_URL: siteUrl,
        API_URL: api.url,
        ISSUER: pool.userPoolProviderUrl,
        CLIENT_ID: client.userPoolClientId,
        SESSIONS_TABLE: sessions.tableName,
        EDGE_KEY: api.edgeKey,
      },
      // All else the API does, as whoever is signed in.
      may: [allow(['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem'], sessions.tableArn)],
      readerImpact: 'Editors cannot use the console; the command line still works.',
    })
    api.form([consolePath, `${consolePath}/{path+}`], pages, { aSecond: 50, atOnce: 100 })
  }
}
