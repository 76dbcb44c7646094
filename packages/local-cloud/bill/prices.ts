/** Region and date of the prices below, the only ones in this code. On demand, without free tiers. */
export const priced = { region: 'us-east-1', on: '2026-11-23' }

/** The price of an item. `per` is the number of units that the pricing page quotes it for. */
export type Price = {
  service: string
  /** The unit, in the plural. */
  unit: string
  usd: number
  per: number
  /** The title of the AWS pricing page. */
  source: string
}

const million = 1_000_000

const price = (service: string, unit: string, usd: number, per: number, source: string): Price => ({
  service,
  unit,
  usd,
  per,
  source: `${source} (aws.amazon.com), ${priced.region}, ${priced.on}`,
})

/** New accounts are on Essentials. Accounts that used SES before 2026-07-21 may still pay à la carte. */
const sesPlans = {
  essentials: price('SES', 'messages (Essentials)', 0.16, 1_000, 'Amazon SES pricing'),
  'a-la-carte': price('SES', 'messages (à la carte)', 0.1, 1_000, 'Amazon SES pricing'),
}
export type SesPlan = keyof typeof sesPlans

const dynamodb = 'Amazon DynamoDB pricing for on-demand capacity'
const lambda = 'AWS Lambda pricing'
const s3 = 'Amazon S3 pricing, S3 Standard'
const cloudfront = 'Amazon CloudFront pricing, United States'
const cloudwatch = 'Amazon CloudWatch pricing'
const eventbridge = 'Amazon EventBridge pricing'
const secrets = 'AWS Secrets Manager pricing'

const prices = {
  'ses.messages': sesPlans.essentials,
  'lambda.requests': price('Lambda', 'requests', 0.2, million, lambda),
  'lambda.seconds.arm64': price('Lambda', 'GB-seconds (arm64)', 0.0000133334, 1, lambda),
  'lambda.seconds.x86_64': price('Lambda', 'GB-seconds (x86)', 0.0000166667, 1, lambda),
  'dynamodb.writes': price('DynamoDB', 'write request units', 0.625, million, dynamodb),
  'dynamodb.reads': price('DynamoDB', 'read request units', 0.125, million, dynamodb),
  'dynamodb.storage': price('DynamoDB', 'GB-months stored', 0.25, 1, dynamodb),
  'dynamodb.recovery': price('DynamoDB', 'GB-months of point-in-time recovery', 0.2, 1, dynamodb),
  'sqs.requests': price('SQS', 'requests of 64 KB', 0.4, million, 'Amazon SQS pricing, standard queues'),
  'sqs.empty': price('SQS', 'empty receives', 0.4, million, 'Amazon SQS pricing, standard queues'),
  'sns.publishes': price('SNS', 'publishes of 64 KB', 0.5, million, 'Amazon SNS pricing, standard topics'),
  's3.writes': price('S3', 'PUT, COPY, POST, LIST requests', 0.005, 1_000, s3),
  's3.reads': price('S3', 'GET and other requests', 0.0004, 1_000, s3),
  's3.storage': price('S3', 'GB-months stored', 0.023, 1, s3),
  'events.put': price('EventBridge', 'events of 64 KB', 1, million, eventbridge),
  'scheduler.runs': price('EventBridge Scheduler', 'invocations', 1, million, eventbridge),
  'api.requests': price(
    'HTTP API',
    'requests of 512 KB',
    1,
    million,
    'Amazon API Gateway pricing, HTTP APIs',
  ),
  'cloudfront.requests': price('CloudFront', 'HTTPS requests', 0.01, 10_000, cloudfront),
  'cloudfront.out': price('CloudFront', 'GB out', 0.085, 1, cloudfront),
  'cloudfront.functions': price('CloudFront', 'function invocations', 0.1, million, cloudfront),
  'secrets.calls': price('Secrets Manager', 'calls', 0.05, 10_000, secrets),
  'secrets.months': price('Secrets Manager', 'secret-months', 0.4, 1, secrets),
  'logs.written': price('CloudWatch Logs', 'GB written', 0.5, 1, cloudwatch),
  'alarms.months': price('CloudWatch', 'alarm-months', 0.1, 1, cloudwatch),
  'cognito.users': price('Cognito', 'monthly active users (Essentials)', 0.015, 1, 'Amazon Cognito pricing'),
} satisfies Record<string, Price>

/** An item that AWS bills, in the unit that it is priced by. */
export type Item = keyof typeof prices

/** The price table, with SES's price for the given plan. */
export const pricesFor = (plan: SesPlan): Record<Item, Price> => ({
  ...prices,
  'ses.messages': sesPlans[plan],
})
