import { type Cognito, createCognito } from '../cognito/cognito.ts'
import type { Base } from './bootstrap.ts'

/** The user pools, each with its clients. */
export const userPoolsOf = ({ resources }: Pick<Base, 'resources'>) =>
  resources.ofType('AWS::Cognito::UserPool').map(({ physicalId: id, properties: pool }) => ({
    id,
    byEmail: ((pool.UsernameAttributes ?? []) as string[]).includes('email'),
    clientIds: resources
      .ofType('AWS::Cognito::UserPoolClient')
      .filter(({ properties }) => properties.UserPoolId === id)
      .map(({ physicalId }) => physicalId),
  }))

/** The template's user pools. */
export const createUserPools = (base: Base): Cognito =>
  createCognito({
    state: base.state,
    pools: () => userPoolsOf(base),
    issuer: (poolId) => issuerOf(base, poolId),
  })

const issuerOf = ({ place }: Base, poolId: string) =>
  `https://cognito-idp.${place.region}.amazonaws.com/${poolId}`
