import { randomUUID, type webcrypto } from 'node:crypto'
import { createLocalJWKSet, exportJWK, generateKeyPair, importJWK, type JWK, jwtVerify, SignJWT } from 'jose'
import type { JsonStore } from '../host/state.ts'

const algorithm = 'RS256'
const hour = 3600

/** The fields of an exported RSA key, and those we add. */
type PublicJwk = Required<Pick<JWK, 'kty' | 'n' | 'e' | 'kid' | 'alg' | 'use'>>
type Keys = { sign: webcrypto.CryptoKey; publicJwk: PublicJwk }

const makeKeys = async (state: JsonStore, name: string): Promise<JWK & PublicJwk> => {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true })
  const jwk = { ...(await exportJWK(privateKey)), kid: randomUUID(), alg: algorithm, use: 'sig' }
  state.set(name, jwk)
  return jwk as JWK & PublicJwk
}

const openKeys = async (state: JsonStore, name: string): Promise<Keys> => {
  const jwk = state.get<JWK & PublicJwk>(name) ?? (await makeKeys(state, name))
  const { kty, n, e, kid, alg, use } = jwk
  return {
    sign: (await importJWK(jwk, algorithm)) as webcrypto.CryptoKey,
    publicJwk: { kty, n, e, kid, alg, use },
  }
}

/** The reason why an API Gateway JWT authorizer rejects a token. */
export class TokenRefused extends Error {}

/** Signs and verifies tokens in Cognito's form. The key is generated once and kept in the state, under `name`. */
export const createTokens = (state: JsonStore, now: () => number, name = 'cognito.key') => {
  let opened: Promise<Keys> | undefined
  const keys = () => {
    opened ??= openKeys(state, name)
    return opened
  }

  return {
    jwks: async (): Promise<{ keys: JWK[] }> => ({ keys: [(await keys()).publicJwk] }),

    /**
     * A token with Cognito's usual claims
     * (https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html).
     * @param seconds how long it is good for
     */
    sign: async (issuer: string, claims: Record<string, unknown>, seconds = hour): Promise<string> => {
      const { sign, publicJwk } = await keys()
      const at = Math.floor(now() / 1000)
      const usual = {
        iss: issuer,
        auth_time: at,
        iat: at,
        exp: at + seconds,
        jti: randomUUID(),
        origin_jti: randomUUID(),
      }
      const header = { alg: algorithm, kid: publicJwk.kid }
      return new SignJWT({ ...usual, ...claims }).setProtectedHeader(header).sign(sign)
    },

    /**
     * Verifies a token as API Gateway's JWT authorizer does: signature, `iss`, `exp`, `nbf`, `iat`, and `aud` or,
     * without it, `client_id`
     * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html).
     * @returns its claims
     * @throws TokenRefused
     */
    verify: async (token: string, issuer: string, audience: string[]): Promise<Record<string, unknown>> => {
      const keySet = createLocalJWKSet({ keys: [(await keys()).publicJwk] })
      try {
        const { payload } = await jwtVerify(token, keySet, {
          issuer,
          algorithms: [algorithm],
          currentDate: new Date(now()),
        })
        const named = payload.aud === undefined ? [payload.client_id] : [payload.aud].flat()
        if (!named.some((one) => audience.includes(String(one))))
          throw new Error('it is for another audience')
        if (typeof payload.iat === 'number' && payload.iat > now() / 1000 + 1)
          throw new Error('it is from the future')
        return payload
      } catch (cause) {
        throw new TokenRefused(`the token is refused: ${(cause as Error).message}`, { cause })
      }
    },
  }
}

export type Tokens = ReturnType<typeof createTokens>
