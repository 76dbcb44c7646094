import type { Resources, Response } from '../types.ts'
import type { Arrived, AskAuthorizer } from './ask-authorizer.ts'
import { checkToken, type VerifyToken } from './check-token.ts'
import type { Authorization } from './event.ts'

/**
 * Asks the route's authorizer about a request; undefined when the route has none.
 * @throws for an authorization type that is not known here
 */
export const authorize = async (
  arrived: Arrived,
  {
    resources,
    verifyToken,
    askAuthorizer,
  }: { resources: Resources; verifyToken: VerifyToken; askAuthorizer: AskAuthorizer },
): Promise<Authorization | { refused: Response } | undefined> => {
  const {
    AuthorizationType: type = 'NONE',
    AuthorizerId,
    AuthorizationScopes = [],
  } = arrived.match.route.properties
  if (type === 'NONE') return undefined
  if (type !== 'JWT' && type !== 'CUSTOM')
    throw new Error(`AuthorizationType ${type} is not known to the local cloud: use JWT or CUSTOM`)
  const authorizer = resources
    .ofType('AWS::ApiGatewayV2::Authorizer')
    .find(({ physicalId }) => physicalId === AuthorizerId)
  if (!authorizer) throw new Error(`its authorizer ${AuthorizerId} is not in the template`)
  return type === 'JWT'
    ? checkToken(authorizer, AuthorizationScopes as string[], arrived.request, verifyToken)
    : askAuthorizer(authorizer, arrived)
}
