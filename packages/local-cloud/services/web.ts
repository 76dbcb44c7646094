import { join } from 'node:path'
import type { AccessLogs } from '../cloudfront/access-logs.ts'
import { createGetObject } from '../cloudfront/bucket-origin.ts'
import { startCloudFront } from '../cloudfront/cloudfront.ts'
import type { CloudWatch } from '../cloudwatch/cloudwatch.ts'
import { serve } from '../http/serve.ts'
import { startHttpApi } from '../http-api/http-api.ts'
import { startInbox } from '../inbox/inbox.ts'
import type { Resource, Resources } from '../types.ts'
import type { Apis } from './apis.ts'
import type { Base, Start } from './bootstrap.ts'
import type { Compute } from './compute.ts'
import type { ServiceOptions } from './options.ts'
import { verifyByAwsIssuer } from './user-pools.ts'

/** The servers for browsers: the HTTP APIs, the distributions, the user pools' domains, the inbox. */
export const startWeb = async (
  base: Base,
  { lambda, counted }: Compute,
  { cognito, ses }: Apis,
  alarms: CloudWatch,
  logs: AccessLogs,
  { dir, now }: Pick<ServiceOptions, 'dir' | 'now'>,
  start: Start,
) => {
  const { resources, policies, problems, addresses, objects, place, tally, isOwnHost } = base
  const { meter } = tally
  const onProblem = problems.report
  // CloudFront addresses an API by its AWS host name.
  const hostOf = (api: Resource) => `${api.physicalId}.execute-api.${place.region}.amazonaws.com`
  const byHost = (host?: string) =>
    resources.ofType('AWS::ApiGatewayV2::Api').find((api) => hostOf(api) === host)
  for (const { port, resource: api } of served(addresses.apis, resources))
    await start(
      startHttpApi({
        port,
        api,
        resources,
        invoke: lambda,
        mayInvoke: (functionArn, sourceArn) => policies.mayInvoke('apigateway', functionArn, sourceArn),
        verifyToken: verifyByAwsIssuer(base, cognito),
        meter,
        onAnswer: counted.httpAnswer,
        onRouted: base.needs.routed,
        isOwnHost: (header) => isOwnHost(header) || (api() !== undefined && byHost(header) === api()),
        onProblem,
      }),
    )
  const getObject = createGetObject(policies, objects)
  const httpOrigin = (domain: string) => addresses.apis[byHost(domain)?.logicalId ?? '']
  for (const { port, resource: distribution } of served(addresses.sites, resources))
    await start(
      startCloudFront({
        port,
        distribution,
        resources,
        getObject,
        httpOrigin,
        isOwnHost,
        meter,
        logs,
        now,
        onProblem,
      }),
    )
  for (const { port, resource: domain } of served(addresses.logins, resources))
    await start(
      serve(port, (request) => cognito.atDomain(String(domain()?.properties.UserPoolId), request), isOwnHost),
    )
  await start(
    startInbox({
      port: portIn(addresses.inbox),
      isOwnHost,
      dir: join(dir, 'inbox'),
      sources: [ses.mail, alarms.mail],
      ownOrigins: [...Object.values(addresses.sites), ...Object.values(addresses.apis)],
      now,
    }),
  )
}

/** What each port serves now, including live edits. */
const served = (all: Record<string, string>, resources: Resources) =>
  Object.entries(all).map(([logicalId, url]) => ({
    port: portIn(url),
    resource: () => resources.get(logicalId),
  }))

const portIn = (url: string) => Number(new URL(url).port)
