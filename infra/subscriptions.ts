import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler'
import { Secret, type SecretStringGenerator } from 'aws-cdk-lib/aws-secretsmanager'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { allow } from './grant.ts'
import type { Mail } from './mail.ts'
import { type CodeOf, NewsletterFunction } from './newsletter-function.ts'
import { type Schedules, schedulerRole } from './schedules.ts'
import { keptTable, passingTable } from './table-and-bucket-kinds.ts'
import type { WebApi } from './web-api.ts'
import type { Webhooks } from './webhooks.ts'
import { WorkQueue } from './work-queue.ts'

export type SubscriptionsProps = {
  codeOf: CodeOf
  siteUrl: string
  /** The publication's. */
  timeZone: string
  mail: Mail
  api: WebApi
  schedules: Schedules
  /** Where is counted that a reader left by a send's mail, and what they say of it. */
  feedbackQueue: IQueue
  webhooks: Webhooks
}

/** Sign-up, confirmation, preferences and leaving. When it breaks, nobody can join, and nobody can leave. */
export class Subscriptions extends Construct {
  readonly table: Table
  readonly linkSecret: Secret
  readonly readerIdSecret: Secret
  /** Counters of sign-ups, and of mails that they cause. */
  readonly signUps: Table
  /** Mails that the sign-up form could not send at once. */
  readonly unsentMail: WorkQueue

  constructor(
    scope: Construct,
    id: string,
    { codeOf, siteUrl, timeZone, mail, api, schedules, feedbackQueue, webhooks }: SubscriptionsProps,
  ) {
    super(scope, id)
    this.table = keptTable(this, 'Subscribers', { partition: 'shard', sort: 'id', timeToLive: 'expires' })
    this.linkSecret = this.createLinkSecret()
    this.readerIdSecret = this.createReaderIdSecret()
    this.signUps = passingTable(this, 'SignUps', {
      partition: 'counted',
      sort: 'window',
      timeToLive: 'expires',
    })
    const environment = {
      SUBSCRIBERS_TABLE: this.table.tableName,
      LINK_SECRET_ARN: this.linkSecret.secretArn,
      SITE_URL: siteUrl,
      ...webhooks.announce().environment,
    }
    const common = { codeOf, timeout: Duration.seconds(10) }
    const may = () => [
      allow(['dynamodb:GetItem', 'dynamodb:PutItem'], this.table.tableArn),
      this.readLinkSecret(),
      ...webhooks.announce().may,
    ]

    const mails = {
      // It waits for SES (3 s to connect, 10 s for an answer) and tries again when throttled.
      timeout: Duration.seconds(25),
      environment: { ...environment, CONFIGURATION_SET: mail.configurationSet.configurationSetName },
      may: [...may(), ...mail.sendAsPublication()],
    }

    this.nightly(codeOf, timeZone)
    this.unsentMail = this.createUnsentMail({ codeOf, siteUrl, mail })
    const subscribe = new NewsletterFunction(this, 'Subscribe', {
      ...common,
      name: 'subscribe',
      ...mails,
      environment: {
        ...mails.environment,
        READER_ID_SECRET_ARN: this.readerIdSecret.secretArn,
        SIGN_UPS_TABLE: this.signUps.tableName,
        EDGE_KEY: api.edgeKey,
        UNSENT_MAIL_QUEUE_URL: this.unsentMail.queue.queueUrl,
      },
      may: [
        ...may(),
        this.readReaderIdSecret(),
        allow('dynamodb:UpdateItem', this.signUps.tableArn),
        allow('sqs:SendMessage', this.unsentMail.queue.queueArn),
        ...mail.sendAsPublication(),
      ],
      readerImpact: 'Nobody new can subscribe.',
    })
    // Several full lecture halls at once. Each accepted form keeps a sandbox busy for more than half a second.
    api.form('/subscribe', subscribe, { aSecond: 50, atOnce: 100 })
    api.otherwise(subscribe)

    const confirm = new NewsletterFunction(this, 'Confirm', {
      ...common,
      name: 'confirm',
      environment: {
        ...environment,
        SCHEDULING_QUEUE_URL: schedules.work.queue.queueUrl,
        EDGE_KEY: api.edgeKey,
      },
      may: [...may(), allow('sqs:SendMessage', schedules.work.queue.queueArn)],
      readerImpact: 'People who signed up cannot confirm, and get nothing.',
    })
    api.form('/confirm', confirm)

    const preferences = new NewsletterFunction(this, 'Preferences', {
      ...common,
      name: 'preferences',
      ...mails,
      readerImpact: 'Readers cannot change their topics or language.',
    })
    api.form('/preferences', preferences)

    const move = new NewsletterFunction(this, 'Move', {
      ...common,
      name: 'move',
      ...mails,
      environment: {
        ...mails.environment,
        READER_ID_SECRET_ARN: this.readerIdSecret.secretArn,
        SIGN_UPS_TABLE: this.signUps.tableName,
        EDGE_KEY: api.edgeKey,
        UNSENT_MAIL_QUEUE_URL: this.unsentMail.queue.queueUrl,
      },
      may: [
        allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'], this.table.tableArn),
        this.readLinkSecret(),
        ...webhooks.announce().may,
        this.readReaderIdSecret(),
        allow('dynamodb:UpdateItem', this.signUps.tableArn),
        allow('sqs:SendMessage', this.unsentMail.queue.queueArn),
        ...mail.sendAsPublication(),
      ],
      readerImpact: 'Readers cannot move to another address.',
    })
    api.form(['/preferences/address', '/preferences/move'], move)

    const unsubscribe = new NewsletterFunction(this, 'Unsubscribe', {
      ...common,
      name: 'unsubscribe',
      ...mails,
      environment: {
        ...mails.environment,
        READER_ID_SECRET_ARN: this.readerIdSecret.secretArn,
        FEEDBACK_QUEUE_URL: feedbackQueue.queueUrl,
      },
      may: [...mails.may, this.readReaderIdSecret(), allow('sqs:SendMessage', feedbackQueue.queueArn)],
      readerImpact:
        'Readers cannot leave. Mailbox providers take this as spam, and the law sets a time for it.',
    })
    // As much as the whole API, and a share of its own: whatever else is flooded, a mailbox's one click gets through.
    api.form('/unsubscribe', unsubscribe, { aSecond: 500, atOnce: 1_000 })
  }

  /** Sends the mail that was throttled when the form was sent, as happens while an issue goes out. */
  private createUnsentMail({
    codeOf,
    siteUrl,
    mail,
  }: Pick<SubscriptionsProps, 'codeOf' | 'siteUrl' | 'mail'>) {
    // Most of a minute of retries, and a last call to SES.
    const timeout = Duration.seconds(90)
    const readerImpact = 'People who sign up while an issue goes out get no mail to confirm by.'
    const unsent = new WorkQueue(this, 'UnsentMail', {
      workerTimeout: timeout,
      // An issue uses up the rate of a new account for hours. Each mail waits for its turn, five times at most.
      oldest: Duration.hours(1),
      readerImpact,
    })
    const retry = new NewsletterFunction(this, 'RetryMail', {
      name: 'retry-mail',
      codeOf,
      timeout,
      environment: {
        SUBSCRIBERS_TABLE: this.table.tableName,
        LINK_SECRET_ARN: this.linkSecret.secretArn,
        SITE_URL: siteUrl,
        CONFIGURATION_SET: mail.configurationSet.configurationSetName,
      },
      may: [
        allow('dynamodb:GetItem', this.table.tableArn),
        this.readLinkSecret(),
        ...mail.sendAsPublication(),
      ],
      readerImpact,
    })
    unsent.workedBy(retry, { batchSize: 1, maxConcurrency: 2 })
    return unsent
  }

  /** Counts all readers night by night, and forgets what is kept no longer of those who have left. */
  private nightly(codeOf: CodeOf, timeZone: string) {
    const timeout = Duration.minutes(15)
    const nightly = new NewsletterFunction(this, 'Nightly', {
      name: 'nightly',
      codeOf,
      timeout,
      // A whole CPU: its work is to read rows.
      memorySize: 1_769,
      environment: { SUBSCRIBERS_TABLE: this.table.tableName, ROUND_SECONDS: (timeout.toSeconds() * 2) / 3 },
      may: [allow(['dynamodb:Query', 'dynamodb:GetItem', 'dynamodb:PutItem'], this.table.tableArn)],
      readerImpact:
        'What is known of readers who left is kept longer than they were told, and a day is missing in how the readers grew.',
    })
    // It is repeated without harm, and what remains is done by the next round.
    nightly.lambda.configureAsyncInvoke({ retryAttempts: 2 })
    const role = schedulerRole(this, 'EveryNightRole', [
      allow('lambda:InvokeFunction', nightly.lambda.functionArn),
    ])
    new CfnSchedule(this, 'EveryNight', {
      description: 'Counts all readers, and forgets who left long ago',
      // Rounds of ten minutes: ten million readers take about four, and a round that finds nothing to do two queries.
      scheduleExpression: 'cron(0/15 3-6 * * ? *)',
      scheduleExpressionTimezone: timeZone,
      flexibleTimeWindow: { mode: 'OFF' },
      target: { arn: nightly.lambda.functionArn, roleArn: role.roleArn },
    }).node.addDependency(role)
  }

  /** Lets a function sign links and verify them. */
  readLinkSecret() {
    return allow('secretsmanager:GetSecretValue', this.linkSecret.secretArn)
  }

  /** Lets a function derive a reader's id from their address. */
  readReaderIdSecret() {
    return allow('secretsmanager:GetSecretValue', this.readerIdSecret.secretArn)
  }

  /**
   * A keyring (functions/runtime/read-keyring.ts) with its first key. docs/manual/recover.md explains how another takes
   * over.
   */
  private createLinkSecret(): Secret {
    return keptSecret(this, 'LinkSecret', {
      description: 'The keys that sign the links in mail',
      generate: {
        passwordLength: 64,
        excludePunctuation: true,
        secretStringTemplate: JSON.stringify({ current: 'k1' }),
        generateStringKey: 'k1',
      },
      whyNotRotated:
        'Another key takes over by hand; each old one stays, for the unsubscribe links of mail sent before.',
    })
  }

  /**
   * The key under which an address becomes a reader's id. It is never rotated: with another key no reader would be
   * found by their address, and whoever signed up again would be there twice.
   */
  private createReaderIdSecret(): Secret {
    return keptSecret(this, 'ReaderIdSecret', {
      description: 'The key that makes ids of addresses. Never change it: no reader would be found any more',
      generate: { passwordLength: 64, excludePunctuation: true },
      whyNotRotated: 'With another key no reader would be found by their address any more.',
    })
  }
}

type KeptSecret = { description: string; generate: SecretStringGenerator; whyNotRotated: string }

/**
 * A secret that outlives the stack. `generate` must stay as it was at the first deployment: CloudFormation generates
 * another value whenever it is edited (CloudFormation Template Reference, AWS::SecretsManager::Secret).
 */
const keptSecret = (
  scope: Construct,
  id: string,
  { description, generate, whyNotRotated }: KeptSecret,
): Secret => {
  const secret = new Secret(scope, id, {
    description,
    generateSecretString: generate,
    removalPolicy: RemovalPolicy.RETAIN,
  })
  Validations.of(secret).acknowledge({ id: 'AwsSolutions-SMG4', reason: whyNotRotated })
  return secret
}
