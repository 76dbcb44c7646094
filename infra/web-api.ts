import { CfnOutput, Fn, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import {
  HttpApi,
  HttpMethod,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { NewsletterFunction } from './newsletter-function.ts'

/** What answers live: forms and the editors' API. When it breaks nobody can subscribe, or unsubscribe. */
export class WebApi extends Construct {
  private readonly api: HttpApi

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.api = new HttpApi(this, 'Api', { createDefaultStage: false })
    const log = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      // A flood of sign-ups is turned away here, before it costs mail.
      throttle: { rateLimit: 100, burstLimit: 200 },
      accessLogSettings: { destination: new LogGroupLogDestination(log), format: accessLogFormat },
    })
    new CfnOutput(Stack.of(this), 'ApiUrl', { value: this.api.apiEndpoint })
  }

  /** Its host name, for CloudFront. */
  get domainName(): string {
    return Fn.select(2, Fn.split('/', this.api.apiEndpoint))
  }

  /** A form: GET shows, POST does. Open to everybody; what a reader may do is in the signed link. */
  form(path: string, { lambda }: NewsletterFunction) {
    const integration = new HttpLambdaIntegration('Integration', lambda, onePermission)
    for (const route of this.api.addRoutes({
      path,
      // Link checkers ask by HEAD whether an unsubscribe link is alive.
      methods: [HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST],
      integration,
    })) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason:
          'Readers have no account: a form is public, and a signed link proves whose subscription it is.',
      })
    }
  }

  /** Calls for editors, each as `GET /path`; only with a token that the authorizer takes. */
  calls(calls: string[], { lambda }: NewsletterFunction, authorizer: IHttpRouteAuthorizer) {
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
