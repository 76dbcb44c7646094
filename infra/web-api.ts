import { Aws, CfnOutput, Duration, Fn, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import {
  type CfnStage,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { alertAdmin, firstBadMinute } from './alert-admin.ts'
import type { NewsletterFunction } from './newsletter-function.ts'

/** Requests that are let through: a second in the long run, and at once. */
export type Share = { aSecond: number; atOnce: number }

/** What answers live: forms and the editors' API. When it breaks nobody can subscribe, or unsubscribe. */
export class WebApi extends Construct {
  private readonly api: HttpApi
  private readonly stage: HttpStage

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.api = new HttpApi(this, 'Api', { createDefaultStage: false })
    const log = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      // Mailbox providers' scanners open the links of a send as fast as it goes out.
      throttle: { rateLimit: 500, burstLimit: 1_000 },
      accessLogSettings: { destination: new LogGroupLogDestination(log), format: accessLogFormat },
    })
    new CfnOutput(Stack.of(this), 'ApiUrl', { value: this.api.apiEndpoint })
    this.watch()
  }

  /** A form that fails answers with a page of its own, so its function knows no error; the API counts what it answers. */
  private watch() {
    const alarm = new Alarm(this, 'ServerErrors', {
      metric: this.api.metricServerError({ period: Duration.minutes(1), statistic: 'Sum' }),
      threshold: 1,
      ...firstBadMinute,
      alarmDescription: 'Readers who want to subscribe, choose or leave, or editors, see an error.',
    })
    alertAdmin(alarm)
  }

  /** Its host name, for CloudFront. */
  get domainName(): string {
    return Fn.select(2, Fn.split('/', this.api.apiEndpoint))
  }

  /**
   * What CloudFront tells the API to be known by: the random part of the stack's id, which only readers of the account
   * see. Who knew it could have his sign-ups counted for other networks than his own, and nothing more.
   */
  get edgeKey(): string {
    return Fn.select(2, Fn.split('/', Aws.STACK_ID))
  }

  /**
   * A form: GET shows, POST does, and it says itself which methods it lacks. Open to everybody; what a reader may do
   * is in the signed link.
   * @param atMost requests a second and at once, where the form's share is its own: then a flood of it is turned away
   * before it costs anything, and nobody else's form with it
   */
  form(path: string, { lambda }: NewsletterFunction, atMost?: Share) {
    const integration = new HttpLambdaIntegration('Integration', lambda, onePermission)
    const routes = this.api.addRoutes({ path, methods: [HttpMethod.ANY], integration })
    this.open(routes)
    if (!atMost) return
    const stage = this.stage.node.defaultChild as CfnStage
    stage.addPropertyOverride(`RouteSettings.ANY ${path}`, {
      ThrottlingRateLimit: atMost.aSecond,
      ThrottlingBurstLimit: atMost.atOnce,
    })
    // A stage refuses settings of a route that is not there yet.
    for (const route of routes) stage.node.addDependency(route)
  }

  /** Who answers for paths that are nobody's: API Gateway's own words are for programs, and in English. */
  otherwise({ lambda }: NewsletterFunction) {
    // Not the one permission of the others: it is for a path, and this route has none.
    const integration = new HttpLambdaIntegration('Integration', lambda)
    const routeKey = HttpRouteKey.DEFAULT
    this.open([new HttpRoute(this, 'Elsewhere', { httpApi: this.api, routeKey, integration })])
  }

  private open(routes: HttpRoute[]) {
    for (const route of routes) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason:
          'Readers have no account: a form is public, and a signed link proves whose subscription it is.',
      })
    }
  }

  /** Calls for editors, each as `GET /path`; only with a token that the authorizer takes. */
  calls(calls: readonly string[], { lambda }: NewsletterFunction, authorizer: IHttpRouteAuthorizer) {
    const integration = new HttpLambdaIntegration('Integration', lambda, onePermission)
    for (const call of calls) {
      const [method, path] = call.split(' ') as [HttpMethod, string]
      this.api.addRoutes({ path, methods: [method], integration, authorizer })
    }
  }
}

/** One permission a function, for this API; one a route would repeat it for each method. */
const onePermission = { scopePermissionToRoute: false }

/** Neither address nor query string: queries carry readers' signed links. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTime',
    route: '$context.routeKey',
    status: '$context.status',
    bytes: '$context.responseLength',
    milliseconds: '$context.responseLatency',
    error: '$context.error.message',
  }),
)
