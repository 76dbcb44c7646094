import { type Cognito, createCognito } from '../cognito/cognito.ts'
import type { Ground } from './bootstrap.ts'

/** The user pools with the clients of each. */
export const userPoolsOf = ({ resources }: Pick<Ground, 'resources'>) =>
  resources.ofType('AWS::Cognito::UserPool').map(({ physicalId: id }) => ({
    id,
    clientIds: resources
      .ofType('AWS::Cognito::UserPoolClient')
      .filter(({ properties }) => properties.UserPoolId === id)
      .map(({ physicalId }) => physicalId),
  }))

/** The template's user pools. */
export const createUserPools = (ground: Ground): Cognito =>
  createCognito({
    state: ground.state,
    pools: () => userPoolsOf(ground),
    issuer: (poolId) => issuerOf(ground, poolId),
  })

const issuerOf = ({ stack }: Ground, poolId: string) =>
  `https://cognito-idp.${stack.region}.amazonaws.com/${poolId}`
