import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib'
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { AllowedMethods, CachePolicy, Distribution, OriginRequestPolicy } from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { type Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs'
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler'
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { temporaryFolder } from './temporary.ts'

const handlers = `
import { DeleteItemCommand, DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs'
const database = new DynamoDBClient({})
const queue = new SQSClient({})
const TableName = process.env.ORDERS
const keep = (id) => database.send(new PutItemCommand({ TableName, Item: { id: { S: id } } }))

export const order = async ({ body }) => {
  await queue.send(new SendMessageCommand({ QueueUrl: process.env.ARRIVED, MessageBody: body }))
  return { statusCode: 202 }
}
export const arrived = async ({ Records }) => {
  for (const { body } of Records) await keep(body)
}
export const list = async () => {
  const { Items } = await database.send(new ScanCommand({ TableName }))
  return Items.map(({ id }) => id.S).sort()
}
export const remove = async () => {
  try {
    await database.send(new DeleteItemCommand({ TableName, Key: { id: { S: 'tea' } } }))
    return 'removed'
  } catch ({ name }) {
    return name
  }
}
export const close = ({ note }) => keep(note)
`

/** When the shop closes: far ahead of any clock. */
export const closing = new Date('2099-12-31T18:00:00Z')

/** The account and region that the app is written for. */
export const env = { account: '111122223333', region: 'eu-west-1' }

/**
 * Synthesises a typical third-party app in a new folder. It has two stacks in an account of its own; one refers to the
 * other, both name their API the same, and each has a distribution. Its functions are bundled by the CDK's defaults
 * (CommonJS, without the SDK), and its output lies in a project of ES modules. The permission to remove an order is
 * missing.
 * @returns the path of its `cdk.out`
 */
export const synthesiseForeignApp = (): string => {
  const project = temporaryFolder('foreign')
  writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module' }))
  // The CDK bundles with the project's own esbuild, so the sources stand where one is.
  const sources = resolve(import.meta.dirname, '../../../node_modules/.cache', `foreign-${process.pid}`)
  mkdirSync(sources, { recursive: true })
  const entry = join(sources, 'handlers.mjs')
  writeFileSync(entry, handlers)
  const app = new App({ outdir: join(project, 'cdk.out'), analyticsReporting: false })
  const shop = new Stack(app, 'Shop', { env })
  const office = new Stack(app, 'Office', { env })

  const fn = (stack: Stack, handler: string, environment: Record<string, string>) =>
    new NodejsFunction(stack, `${handler}Function`, {
      runtime: Runtime.NODEJS_24_X,
      entry,
      handler,
      environment,
      // Lambda's own 3 seconds are short on a busy machine.
      timeout: Duration.seconds(30),
    })

  const orders = new TableV2(shop, 'Orders', { partitionKey: { name: 'id', type: AttributeType.STRING } })
  const withOrders = { ORDERS: orders.tableName }
  const arrived = new Queue(shop, 'Arrived')
  const order = fn(shop, 'order', { ARRIVED: arrived.queueUrl })
  arrived.grantSendMessages(order)
  const keeper = fn(shop, 'arrived', withOrders)
  keeper.addEventSource(new SqsEventSource(arrived))
  orders.grantWriteData(keeper)
  web(shop, 'POST', order)

  const list = fn(office, 'list', withOrders)
  orders.grantReadData(list)
  web(office, 'GET', list).addRoutes({
    path: '/orders',
    methods: [HttpMethod.DELETE],
    integration: new HttpLambdaIntegration('Remove', fn(office, 'remove', withOrders)),
  })
  const close = fn(office, 'close', withOrders)
  orders.grantWriteData(close)
  new Schedule(office, 'Closing', {
    schedule: ScheduleExpression.at(closing),
    target: new LambdaInvoke(close, { input: ScheduleTargetInput.fromObject({ note: 'closed' }) }),
  })
  const { directory } = app.synth()
  rmSync(sources, { recursive: true })
  return directory
}

/** The stack's API with one route, behind a distribution. */
const web = (stack: Stack, method: keyof typeof HttpMethod, fn: LambdaFunction) => {
  const api = new HttpApi(stack, 'Api')
  api.addRoutes({
    path: '/orders',
    methods: [HttpMethod[method]],
    integration: new HttpLambdaIntegration('Orders', fn),
  })
  const site = new Distribution(stack, 'Site', {
    defaultBehavior: {
      origin: new HttpOrigin(`${api.apiId}.execute-api.${stack.region}.${stack.urlSuffix}`),
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    },
  })
  new CfnOutput(stack, 'Url', { value: `${api.apiEndpoint}/orders` })
  new CfnOutput(stack, 'SiteUrl', { value: `https://${site.distributionDomainName}/orders` })
  return api
}
