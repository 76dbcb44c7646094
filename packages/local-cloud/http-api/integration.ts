import type { Resource, Resources } from '../types.ts'

/**
 * The function behind a route.
 * @throws if the template does not connect them, or does so in a way that is not known here
 */
export const integrationOf = (
  route: Resource,
  resources: Resources,
): { functionArn: string; timeoutMs: number } => {
  const id = String(route.properties.Target ?? '').replace(/^integrations\//, '')
  const integration = resources
    .ofType('AWS::ApiGatewayV2::Integration')
    .find(({ physicalId }) => physicalId === id)
  if (!integration) throw new Error(`its Target "${id}" is no AWS::ApiGatewayV2::Integration of the template`)
  const {
    IntegrationType,
    IntegrationUri,
    PayloadFormatVersion,
    TimeoutInMillis = 30_000,
  } = integration.properties
  const unknown = (what: string) =>
    new Error(`${integration.logicalId}: ${what} is not known to the local cloud`)
  if (IntegrationType !== 'AWS_PROXY') throw unknown(`IntegrationType ${IntegrationType}`)
  if (PayloadFormatVersion !== '2.0') throw unknown(`PayloadFormatVersion ${PayloadFormatVersion}`)
  const [functionArn] = /arn:aws:lambda:[^/]+:function:[^/]+/.exec(String(IntegrationUri)) ?? []
  if (!functionArn) throw unknown(`IntegrationUri ${IntegrationUri}`)
  return { functionArn, timeoutMs: Number(TimeoutInMillis) }
}
