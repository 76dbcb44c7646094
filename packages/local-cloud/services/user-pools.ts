import { appClientOf } from '../cognito/app-client.ts'
import { type Cognito, createCognito } from '../cognito/cognito.ts'
import { defaultPolicy, type PasswordPolicy } from '../cognito/password-policy.ts'
import type { Pool } from '../cognito/pool.ts'
import type { Base } from './bootstrap.ts'

type PoolProperties = { Policies?: { PasswordPolicy?: PasswordPolicy } }

/** The user pools, each with its clients and groups. */
export const userPoolsOf = ({ resources }: Pick<Base, 'resources'>): Pool[] => {
  const ofPool = (type: string, id: string) =>
    resources.ofType(type).filter(({ properties }) => properties.UserPoolId === id)
  return resources.ofType('AWS::Cognito::UserPool').map(({ physicalId: id, properties: pool }) => {
    const isNewStyle = ofPool('AWS::Cognito::UserPoolDomain', id).some(
      ({ properties }) => properties.ManagedLoginVersion === 2,
    )
    const branded = ofPool('AWS::Cognito::ManagedLoginBranding', id).map(
      ({ properties }) => properties.ClientId,
    )
    return {
      id,
      byEmail: ((pool.UsernameAttributes ?? []) as string[]).includes('email'),
      passwords: (pool as PoolProperties).Policies?.PasswordPolicy ?? defaultPolicy,
      clients: ofPool('AWS::Cognito::UserPoolClient', id).map((client) =>
        appClientOf(client, !isNewStyle || branded.includes(client.physicalId)),
      ),
      groups: ofPool('AWS::Cognito::UserPoolGroup', id).map(({ physicalId }) => physicalId),
    }
  })
}

/** The template's user pools. */
export const createUserPools = (base: Base): Cognito =>
  createCognito({
    state: base.state,
    pools: () => userPoolsOf(base),
    issuer: (poolId) => issuerOf(base, poolId),
    domain: (poolId) => {
      const domains = base.resources.ofType('AWS::Cognito::UserPoolDomain')
      const own = domains.find(({ properties }) => properties.UserPoolId === poolId)
      return own && base.addresses.logins[own.logicalId]
    },
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
