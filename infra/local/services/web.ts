import { startCloudFront } from '../cloudfront.ts'
import type { CloudWatch } from '../cloudwatch.ts'
import type { Ground, Start } from '../ground.ts'
import { startHttpApi } from '../http-api.ts'
import { startInbox } from '../inbox/inbox.ts'
import { createGetObject } from '../origin.ts'
import type { Apis } from './apis.ts'
import type { Compute } from './compute.ts'

/** What a browser talks to: the HTTP API, the distribution, the inbox. */
export const startWeb = async (
  ground: Ground,
  { lambda, counted }: Compute,
  { cognito, ses }: Apis,
  { notices }: CloudWatch,
  start: Start,
) => {
  const { resources, policies, problems, ports, objects, stack, tally } = ground
  const { meter } = tally
  const onProblem = problems.report
  await start(
    startHttpApi({
      port: ports.api,
      resources,
      invoke: lambda,
      mayInvoke: (functionArn, sourceArn) => policies.mayInvoke('apigateway', functionArn, sourceArn),
      verifyToken: cognito.verify,
      meter,
      onAnswer: counted.httpAnswer,
      onProblem,
    }),
  )
  const getObject = createGetObject(policies, objects)
  const apis = () => resources.ofType('AWS::ApiGatewayV2::Api').map(({ physicalId }) => physicalId)
  const httpOrigin = (domain: string) =>
    apis().some((id) => domain.startsWith(`${id}.execute-api.`)) ? stack.addresses.api : undefined
  await start(startCloudFront({ port: ports.site, resources, getObject, httpOrigin, meter, onProblem }))
  await start(
    startInbox({
      port: ports.inbox,
      messages: async () => [...(await ses.messages()), ...(await notices())],
    }),
  )
}
