import { Duration, Stack } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import { otherPaths, routes } from '../functions/api/routes-and-roles.ts'
import type { Publication } from '../functions/publication/publication.ts'
import { Access } from './access.ts'
import { adminAccounts } from './admin-accounts.ts'
import { AuditLog } from './audit-log.ts'
import { Console } from './console.ts'
import type { Editions } from './editions.ts'
import type { Feedback } from './feedback.ts'
import { allow, readSendingQuota } from './grant.ts'
import type { Imports } from './imports.ts'
import type { Mail } from './mail.ts'
import { type CodeOf, NewsletterFunction } from './newsletter-function.ts'
import type { PageViews } from './page-views.ts'
import { RecentCalls } from './recent-calls.ts'
import { redriveFunction } from './redrive.ts'
import type { Schedules } from './schedules.ts'
import type { Sending } from './sending.ts'
import { resolveAfter } from './sending-timeouts.ts'
import type { Subscriptions } from './subscriptions.ts'
import type { WebApi } from './web-api.ts'
import type { Webhooks } from './webhooks.ts'

export type AdminApiProps = {
  publication: Pick<Publication, 'keepAuditDays'>
  codeOf: CodeOf
  siteUrl: string
  mail: Mail
  api: WebApi
  subscriptions: Subscriptions
  imports: Imports
  editions: Editions
  sending: Sending
  schedules: Schedules
  feedback: Feedback
  views: PageViews
  webhooks: Webhooks
}

/**
 * What editors do: upload issues, send them, watch them, repair what failed. When it breaks, readers notice nothing
 * until the next issue.
 */
export class AdminApi extends Construct {
  constructor(scope: Construct, id: string, props: AdminApiProps) {
    super(scope, id)
    const { api, codeOf, siteUrl } = props
    const accounts = adminAccounts(this, siteUrl)
    const access = new Access(this, 'Access', { codeOf, ...accounts })
    const { authorizer } = access
    const audit = new AuditLog(this, 'Audit', { ...props.publication, edgeKey: api.edgeKey })
    const recent = new RecentCalls(this, 'Recent')
    api.calls(Object.keys(routes.api), this.calls(props, access, audit, recent), authorizer, {
      [otherPaths]: { aSecond: 10, atOnce: 40 },
    })
    api.calls(Object.keys(routes.redrive), redriveFunction(this, { ...props, audit, recent }), authorizer)
    const { pool, consoleClient: client } = accounts
    new Console(this, 'Console', { codeOf, siteUrl, api, pool, client })
  }

  private calls(
    { codeOf, mail, subscriptions, imports, editions, sending, schedules, views, webhooks }: AdminApiProps,
    access: Access,
    audit: AuditLog,
    recent: RecentCalls,
  ) {
    return new NewsletterFunction(this, 'Calls', {
      name: 'api',
      codeOf,
      timeout: Duration.seconds(10),
      environment: {
        SENDS_TABLE: sending.table.tableName,
        SUBSCRIBERS_TABLE: subscriptions.table.tableName,
        READER_ID_SECRET_ARN: subscriptions.readerIdSecret.secretArn,
        SIGN_UPS_TABLE: subscriptions.signUps.tableName,
        IMPORTS_TABLE: imports.table.tableName,
        IMPORTS_BUCKET: imports.uploads.bucketName,
        IMPORTS_QUEUE_URL: imports.work.queue.queueUrl,
        EDITIONS_TABLE: editions.table.tableName,
        EDITIONS_BUCKET: editions.editions.bucketName,
        DNS_RECORDS: Stack.of(this).toJsonString(mail.dnsRecords),
        VIEWS_TABLE: views.table.tableName,
        CONTENT_BUCKET: editions.content.bucketName,
        ACCESS_TABLE: access.table.tableName,
        SCHEDULING_QUEUE_URL: schedules.work.queue.queueUrl,
        RESOLVE_AFTER_SECONDS: resolveAfter.toSeconds(),
        ...webhooks.manage().environment,
        ...audit.environment,
        ...recent.environment,
      },
      may: [
        allow(
          ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
          sending.table.tableArn,
        ),
        allow(
          [
            'dynamodb:BatchGetItem',
            'dynamodb:DeleteItem',
            'dynamodb:GetItem',
            'dynamodb:PutItem',
            'dynamodb:Query',
          ],
          subscriptions.table.tableArn,
        ),
        allow(['dynamodb:DeleteItem', 'dynamodb:Query'], subscriptions.signUps.tableArn),
        subscriptions.readReaderIdSecret(),
        ...imports.permissions(),
        allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'], editions.table.tableArn),
        ...editions.upload(),
        editions.readDigests(),
        allow('dynamodb:Query', views.table.tableArn),
        allow(
          ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
          access.table.tableArn,
        ),
        allow('sqs:SendMessage', schedules.work.queue.queueArn),
        ...webhooks.manage().may,
        readSendingQuota(),
        audit.write(),
        audit.read(),
        recent.remember(),
      ],
      readerImpact: 'Editors cannot upload or send an issue.',
    })
  }
}
