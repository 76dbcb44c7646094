import { randomUUID } from 'node:crypto'
import { jsonOf } from '../gateway/parse-request.ts'
import { json } from '../gateway/wire-answers.ts'
import type { JsonStore } from '../host/state.ts'
import type { Emulator, Request, Response } from '../types.ts'
import { type CognitoApi, cognitoAnswers, cognitoError } from './api.ts'
import { discoveryOf } from './discovery.ts'
import { createForgetful } from './forgetful.ts'
import { createCodes } from './login/codes.ts'
import { answerAtDomain } from './login/managed-login.ts'
import { notFound } from './login/replies.ts'
import { createSessions } from './login/sessions.ts'
import type { Pool } from './pool.ts'
import { openRefreshTokens } from './refresh-tokens.ts'
import { createTokens } from './tokens.ts'
import { openUsers } from './users.ts'

export type CognitoOptions = {
  state: JsonStore
  pools: () => Pool[]
  /** The `iss` of a pool's tokens, as the template's JWT authorizer expects it. */
  issuer: (poolId: string) => string
  /** The address of a pool's domain; undefined without one. */
  domain?: (poolId: string) => string | undefined
  now?: () => number
}

export type Cognito = {
  emulator: Emulator
  /** Answers a request to a pool's domain. */
  atDomain(poolId: string, request: Request): Promise<Response>
  /**
   * An access token for a user, who need not exist; the given claims override the usual ones. With the `email` of one of the pool it is
   * theirs.
   */
  signToken(poolId: string, clientId: string, claims?: Record<string, unknown>): Promise<string>
  /** Verifies a token as API Gateway's JWT authorizer does. @throws TokenRefused */
  verify(token: string, issuer: string, audience: string[]): Promise<Record<string, unknown>>
}

/** Cognito user pools: sign-in by password, a few admin calls, what anybody may read of a pool, and its domain. */
export const createCognito = (options: CognitoOptions): Cognito => {
  const { state, pools, issuer, domain = () => undefined, now = Date.now } = options
  const tokens = createTokens(state, now)
  const shared = {
    tokens,
    users: openUsers(state, now),
    refreshTokens: openRefreshTokens(state, now),
    // AuthSessionValidity's default.
    challenges: createForgetful<string>(3 * 60_000, now),
    now,
  }
  const api: CognitoApi = { ...shared, pools, issuer }
  const browsers = { codes: createCodes(now), sessions: createSessions(now) }

  const emulator: Emulator = async (request, call) => {
    if (call.action === 'GetJwks') return json(200, await tokens.jwks())
    if (call.action === 'GetOpenIdConfiguration') {
      const [, id = ''] = request.path.split('/')
      return json(200, discoveryOf(issuer(id), domain(id)))
    }
    const answer = cognitoAnswers[call.action]
    if (!answer) return cognitoError('InvalidAction', `The local Cognito does not know ${call.action}.`)
    return answer(api, jsonOf(request))
  }

  const atDomain: Cognito['atDomain'] = async (poolId, request) => {
    const pool = pools().find(({ id }) => id === poolId)
    return pool ? answerAtDomain({ ...shared, ...browsers, pool, issuer: issuer(poolId) }, request) : notFound
  }

  const signToken = (poolId: string, clientId: string, claims: Record<string, unknown> = {}) => {
    const user = typeof claims.email === 'string' ? shared.users.withEmail(poolId, claims.email) : undefined
    const sub = user?.sub ?? randomUUID()
    const usual = {
      sub,
      username: user?.name ?? sub,
      client_id: clientId,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
    }
    return tokens.sign(issuer(poolId), { ...usual, ...claims })
  }
  return { emulator, atDomain, signToken, verify: tokens.verify }
}
