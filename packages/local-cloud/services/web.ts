import { createGetObject } from '../cloudfront/bucket-origin.ts'
import { startCloudFront } from '../cloudfront/cloudfront.ts'
import type { CloudWatch } from '../cloudwatch/cloudwatch.ts'
import { startHttpApi } from '../http-api/http-api.ts'
import { startInbox } from '../inbox/inbox.ts'
import type { Apis } from './apis.ts'
import type { Base, Start } from './bootstrap.ts'
import type { Compute } from './compute.ts'

/** What a browser talks to: the HTTP API, the distribution, the inbox. */
export const startWeb = async (
  base: Base,
  { lambda, counted }: Compute,
  { cognito, ses }: Apis,
  alarms: CloudWatch,
  start: Start,
) => {
  const { resources, policies, problems, ports, objects, stack, tally, isOwnHost } = base
  const { meter } = tally
  const onProblem = problems.report
  const apis = () => resources.ofType('AWS::ApiGatewayV2::Api').map(({ physicalId }) => physicalId)
  // CloudFront asks it by its name on AWS.
  const apiHosts = () => apis().map((id) => `${id}.execute-api.${stack.region}.amazonaws.com`)
  await start(
    startHttpApi({
      port: ports.api,
      resources,
      invoke: lambda,
      mayInvoke: (functionArn, sourceArn) => policies.mayInvoke('apigateway', functionArn, sourceArn),
      verifyToken: cognito.verify,
      meter,
      onAnswer: counted.httpAnswer,
      onRouted: base.needs.routed,
      isOwnHost: (header) => isOwnHost(header) || apiHosts().includes(header ?? ''),
      onProblem,
    }),
  )
  const getObject = createGetObject(policies, objects)
  const httpOrigin = (domain: string) =>
    apis().some((id) => domain.startsWith(`${id}.execute-api.`)) ? stack.addresses.api : undefined
  await start(
    startCloudFront({ port: ports.site, resources, getObject, httpOrigin, isOwnHost, meter, onProblem }),
  )
  await start(
    startInbox({
      port: ports.inbox,
      isOwnHost,
      messages: async () => [...(await ses.messages()), ...(await alarms.mails())],
    }),
  )
}
