import { randomUUID } from 'node:crypto'
import { jsonOf } from '../gateway/parse-request.ts'
import { json } from '../gateway/wire-answers.ts'
import type { JsonStore } from '../host/state.ts'
import type { Emulator } from '../types.ts'
import { type CognitoApi, cognitoAnswers, cognitoError, type Pool } from './api.ts'
import { createTokens } from './tokens.ts'
import { openUsers } from './users.ts'

export type CognitoOptions = {
  state: JsonStore
  pools: () => Pool[]
  /** The `iss` of a pool's tokens, as the template's JWT authorizer expects it. */
  issuer: (poolId: string) => string
  now?: () => number
}

export type Cognito = {
  emulator: Emulator
  /** An access token for a user, who need not exist; the given claims override the usual ones. */
  signToken(poolId: string, clientId: string, claims?: Record<string, unknown>): Promise<string>
  /** Verifies a token as API Gateway's JWT authorizer does. @throws TokenRefused */
  verify(token: string, issuer: string, audience: string[]): Promise<Record<string, unknown>>
}

/** Cognito user pools: sign-in by password, a few admin calls, and `GET /<poolId>/.well-known/jwks.json`. */
export const createCognito = (options: CognitoOptions): Cognito => {
  const { state, pools, issuer, now = Date.now } = options
  const tokens = createTokens(state, now)
  const api: CognitoApi = { pools, issuer, tokens, users: openUsers(state, now), given: new Map() }

  const emulator: Emulator = async (request, call) => {
    if (call.action === 'GetJwks') return json(200, await tokens.jwks())
    const answer = cognitoAnswers[call.action]
    if (!answer) return cognitoError('InvalidAction', `The local Cognito does not know ${call.action}.`)
    return answer(api, jsonOf(request))
  }

  const signToken = (poolId: string, clientId: string, claims: Record<string, unknown> = {}) => {
    const sub = randomUUID()
    const usual = {
      sub,
      username: sub,
      client_id: clientId,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
    }
    return tokens.sign(issuer(poolId), { ...usual, ...claims })
  }
  return { emulator, signToken, verify: tokens.verify }
}
