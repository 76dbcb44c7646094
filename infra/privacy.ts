import { Duration } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import { allow } from './grant.ts'
import type { Imports } from './imports.ts'
import { type CodeOf, NewsletterFunction } from './newsletter-function.ts'
import type { Sending } from './sending.ts'
import type { Subscriptions } from './subscriptions.ts'
import type { WebApi } from './web-api.ts'
import type { Webhooks } from './webhooks.ts'

export type PrivacyProps = {
  codeOf: CodeOf
  siteUrl: string
  api: WebApi
  subscriptions: Subscriptions
  imports: Imports
  sending: Sending
  webhooks: Webhooks
}

/** What readers may do with their own data. When it breaks, nobody gets a copy of theirs or has it erased. */
export class Privacy extends Construct {
  constructor(scope: Construct, id: string, props: PrivacyProps) {
    super(scope, id)
    const { codeOf, siteUrl, api, subscriptions, imports, sending, webhooks } = props
    const readerData = new NewsletterFunction(this, 'ReaderData', {
      name: 'reader-data',
      codeOf,
      // Fifteen seconds for what was sent to a reader (functions/privacy/history-within.ts), and the rest.
      timeout: Duration.seconds(25),
      environment: {
        SUBSCRIBERS_TABLE: subscriptions.table.tableName,
        SENDS_TABLE: sending.table.tableName,
        IMPORTS_TABLE: imports.table.tableName,
        SIGN_UPS_TABLE: subscriptions.signUps.tableName,
        LINK_SECRET_ARN: subscriptions.linkSecret.secretArn,
        READER_ID_SECRET_ARN: subscriptions.readerIdSecret.secretArn,
        SITE_URL: siteUrl,
        ...webhooks.announce().environment,
      },
      may: [
        allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'], subscriptions.table.tableArn),
        allow(
          ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
          sending.table.tableArn,
        ),
        allow('dynamodb:GetItem', imports.table.tableArn),
        allow('dynamodb:Query', subscriptions.signUps.tableArn),
        subscriptions.readLinkSecret(),
        subscriptions.readReaderIdSecret(),
        ...webhooks.announce().may,
      ],
      readerImpact: 'Readers cannot download their data or have it erased, for which the law sets a time.',
    })
    // Each copy reads what a hundred pages would: a flood of one reader's link is rejected before it costs anything.
    api.form(['/preferences/data', '/preferences/erase'], readerData, { aSecond: 10, atOnce: 20 })
  }
}
