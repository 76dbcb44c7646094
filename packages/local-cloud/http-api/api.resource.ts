import { type Declared, idOf, type Kinds } from '../template/resource-kind.ts'

const idAs = (...names: string[]) => ({
  identify: (it: Declared) => {
    const id = idOf(it, 10)
    return { physicalId: id, attributes: Object.fromEntries(names.map((name) => [name, id])) }
  },
})

export const httpApis: Kinds = {
  'AWS::ApiGatewayV2::Api': {
    identify: (it) => {
      const id = idOf(it, 10)
      const ApiEndpoint = `https://${id}.execute-api.${it.stack.region}.amazonaws.com`
      return { physicalId: id, attributes: { ApiId: id, ApiEndpoint } }
    },
    fault: ({ properties }) =>
      properties.ProtocolType === 'HTTP' ? undefined : 'only HTTP APIs are known here.',
  },
  'AWS::ApiGatewayV2::Stage': {
    identify: (it) => ({ physicalId: String(it.property('StageName')), attributes: {} }),
  },
  'AWS::ApiGatewayV2::Route': idAs('RouteId'),
  'AWS::ApiGatewayV2::Integration': idAs('IntegrationId'),
  'AWS::ApiGatewayV2::Authorizer': {
    ...idAs('AuthorizerId'),
    fault: ({ properties }) =>
      properties.AuthorizerType === 'JWT' ||
      (properties.AuthorizerPayloadFormatVersion === '2.0' &&
        properties.EnableSimpleResponses === true &&
        properties.AuthorizerCredentialsArn === undefined)
        ? undefined
        : 'only Lambda authorizers with simple responses in payload format 2.0, without credentials of their own, are known here.',
  },
}
