import { type Cognito, createCognito } from '../cognito/cognito.ts'
import type { Base } from './bootstrap.ts'

/** The user pools, each with its clients and groups. */
export const userPoolsOf = ({ resources }: Pick<Base, 'resources'>) => {
  const ofPool = (type: string, id: string) =>
    resources
      .ofType(type)
      .filter(({ properties }) => properties.UserPoolId === id)
      .map(({ physicalId }) => physicalId)
  return resources.ofType('AWS::Cognito::UserPool').map(({ physicalId: id, properties: pool }) => ({
    id,
    byEmail: ((pool.UsernameAttributes ?? []) as string[]).includes('email'),
    clientIds: ofPool('AWS::Cognito::UserPoolClient', id),
    groups: ofPool('AWS::Cognito::UserPoolGroup', id),
  }))
}

/** The template's user pools. */
export const createUserPools = (base: Base): Cognito =>
  createCognito({
    state: base.state,
    pools: () => userPoolsOf(base),
    issuer: (poolId) => issuerOf(base, poolId),
  })

/** Where the pool's keys are: a function that verifies tokens looks for them below the issuer (OpenID Connect Discovery §4). */
const issuerOf = ({ place }: Pick<Base, 'place'>, poolId: string) => `${place.awsUrl}/${poolId}`

/** Verifies a token for an authorizer whose template may write the issuer as AWS's address of the pool. */
export const verifyByAwsIssuer =
  ({ place }: Pick<Base, 'place'>, { verify }: Pick<Cognito, 'verify'>): Cognito['verify'] =>
  (token, issuer, audience) => {
    const aws = `https://cognito-idp.${place.region}.amazonaws.com/`
    return verify(
      token,
      issuer.startsWith(aws) ? issuerOf({ place }, issuer.slice(aws.length)) : issuer,
      audience,
    )
  }
