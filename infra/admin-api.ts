import { CfnOutput, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib'
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import { AccountRecovery, Mfa, UserPool } from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'
import { routes } from '../functions/api/settings.ts'
import type { Editions } from './editions.ts'
import type { Feedback } from './feedback.ts'
import { allow } from './grant.ts'
import type { Imports } from './imports.ts'
import { type CodeOf, NewsletterFunction } from './newsletter-function.ts'
import { redriveFunction } from './redrive.ts'
import type { Schedules } from './schedules.ts'
import type { Sending } from './sending.ts'
import type { Subscriptions } from './subscriptions.ts'
import type { WebApi } from './web-api.ts'
import { resolveAfter } from './worker-timeouts.ts'

export type AdminApiProps = {
  codeOf: CodeOf
  api: WebApi
  subscriptions: Subscriptions
  imports: Imports
  editions: Editions
  sending: Sending
  schedules: Schedules
  feedback: Feedback
}

/**
 * What editors do: upload issues, send them, watch them, repair what failed. When it breaks, readers notice nothing
 * until the next issue.
 */
export class AdminApi extends Construct {
  constructor(scope: Construct, id: string, props: AdminApiProps) {
    super(scope, id)
    const { pool, client } = this.editors()
    const authorizer = new HttpUserPoolAuthorizer('Editors', pool, { userPoolClients: [client] })
    const { api } = props
    api.calls(routes.api, this.calls(props), authorizer)
    api.calls(routes.redrive, redriveFunction(this, props), authorizer)
  }

  private calls({ codeOf, subscriptions, imports, editions, sending, schedules }: AdminApiProps) {
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
        EDITIONS_TABLE: editions.table.tableName,
        CONTENT_BUCKET: editions.content.bucketName,
        SCHEDULING_QUEUE_URL: schedules.work.queue.queueUrl,
        RESOLVE_AFTER_SECONDS: resolveAfter.toSeconds(),
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
        allow('sqs:SendMessage', schedules.work.queue.queueArn),
      ],
      readerImpact: 'Editors cannot upload or send an issue.',
    })
  }

  /** The editors' accounts. Only an administrator of the AWS account can create one. */
  private editors() {
    const pool = new UserPool(this, 'Editors', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    const reasons = {
      COG2: 'Each editor may add an authenticator; the command line signs in with a password alone.',
      COG3: 'A handful of accounts made by hand; threat protection costs more than the rest of the service.',
      COG8: 'As COG3: the plan that adds threat protection is not worth its price here.',
    }
    for (const [rule, reason] of Object.entries(reasons)) {
      Validations.of(pool).acknowledge({ id: `AwsSolutions-${rule}`, reason })
    }
    const client = pool.addClient('CommandLine', {
      authFlows: { userPassword: true, userSrp: true },
      disableOAuth: true,
      preventUserExistenceErrors: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(30),
    })
    new CfnOutput(Stack.of(this), 'UserPoolId', { value: pool.userPoolId })
    new CfnOutput(Stack.of(this), 'UserPoolClientId', { value: client.userPoolClientId })
    return { pool, client }
  }
}
