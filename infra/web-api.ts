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

/** Allowed requests: a second in the long run, and at once. */
export type Share = { aSecond: number; atOnce: number }

/** What answers live: forms and the editors' API. When it breaks, nobody can subscribe or unsubscribe. */
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
      // Scanners of mailbox providers open the links of a send as fast as it goes out.
      throttle: { rateLimit: 500, burstLimit: 1_000 },
      accessLogSettings: { destination: new LogGroupLogDestination(log), format: accessLogFormat },
    })
    new CfnOutput(Stack.of(this), 'ApiUrl', { value: this.api.apiEndpoint })
    this.watch()
  }

  /**
   * A form that fails answers with a page of its own, so its function reports no error. The API counts the answers
   * instead.
   */
  private watch() {
    const alarm = new Alarm(this, 'ServerErrors', {
      metric: this.api.metricServerError({ period: Duration.minutes(1), statistic: 'Sum' }),
      threshold: 1,
      ...firstBadMinute,
      alarmDescription: 'Readers who want to subscribe, choose or leave, or editors, see an error.',
    })
    alertAdmin(alarm)
  }

  /** Where it is. */
  get url(): string {
    return this.api.apiEndpoint
  }

  /** Its host name, for CloudFront. */
  get domainName(): string {
    return Fn.select(2, Fn.split('/', this.api.apiEndpoint))
  }

  /**
   * The key by which the API recognises CloudFront: the random part of the stack's id, visible only inside the account.
   * Whoever knew it could have their sign-ups counted for other networks, and nothing more.
   */
  get edgeKey(): string {
    return Fn.select(2, Fn.split('/', Aws.STACK_ID))
  }

  /**
   * A form, or several of one function: GET shows it, POST carries it out, and it refuses other methods itself. Open to everybody; what a reader
   * may do is in the signed link.
   * @param atMost requests a second and at once, if the form's share is its own. A flood of it is then rejected before
   *   it costs anything, and leaves the other forms alone
   */
  form(paths: string | readonly string[], { lambda }: NewsletterFunction, atMost?: Share) {
    const integration = new HttpLambdaIntegration('Integration', lambda, onePermission)
    for (const path of [paths].flat()) {
      const routes = this.api.addRoutes({ path, methods: [HttpMethod.ANY], integration })
      this.open(routes)
      if (atMost) this.throttle(`ANY ${path}`, routes, atMost)
    }
  }

  private throttle(routeKey: string, routes: HttpRoute[], { aSecond, atOnce }: Share) {
    const stage = this.stage.node.defaultChild as CfnStage
    // The dot of a file's name would begin another property.
    stage.addPropertyOverride(`RouteSettings.${routeKey.replaceAll('.', '\\.')}`, {
      ThrottlingRateLimit: aSecond,
      ThrottlingBurstLimit: atOnce,
    })
    // A stage rejects settings of a route that does not exist yet.
    for (const route of routes) stage.node.addDependency(route)
  }

  /** Answers paths that nobody serves, because API Gateway's own answer is for programs, and in English. */
  otherwise({ lambda }: NewsletterFunction) {
    // Not the permission that the others share: that is for paths, and this route has none.
    const integration = new HttpLambdaIntegration('Integration', lambda)
    const routeKey = HttpRouteKey.DEFAULT
    this.open([new HttpRoute(this, 'Elsewhere', { httpApi: this.api, routeKey, integration })])
  }

  private open(
    routes: HttpRoute[],
    reason = 'Readers have no account: a form is public, and a signed link proves whose subscription it is. The console has sessions of its own.',
  ) {
    for (const route of routes) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason,
      })
    }
  }

  /**
   * Calls for editors, each written as `GET /path`, behind the authorizer. Each has a share of its own, since API Gateway
   * knows none for several: a flood of them takes nothing of what the forms share.
   * @param open calls of the same function that anybody may make, each with its share
   */
  calls(
    calls: readonly string[],
    { lambda }: NewsletterFunction,
    authorizer: IHttpRouteAuthorizer,
    open: Record<string, Share> = {},
  ) {
    const integration = new HttpLambdaIntegration('Integration', lambda, onePermission)
    const add = (call: string, by?: { authorizer: IHttpRouteAuthorizer }) => {
      const [method, path] = call.split(' ') as [HttpMethod, string]
      return this.api.addRoutes({ path, methods: [method], integration, ...by })
    }
    for (const call of calls) this.throttle(call, add(call, { authorizer }), ofACall)
    for (const [call, share] of Object.entries(open)) {
      const routes = add(call)
      this.open(
        routes,
        'It says how to call the API, or that there is no such call, and nothing of what anybody did.',
      )
      this.throttle(call, routes, share)
    }
  }
}

/** More than an admin and their programs ask for; a tenth of what the forms have together. */
const ofACall: Share = { aSecond: 50, atOnce: 100 }

/** One permission for each function and this API, instead of one for each route and method. */
const onePermission = { scopePermissionToRoute: false }

/** Logs neither addresses nor queries, because queries carry readers' signed links. */
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
