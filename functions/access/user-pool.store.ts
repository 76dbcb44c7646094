import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose'

/** What a token says of its owner, if the pool signed it for a client of ours. */
export type Verified = { outcome: 'verified'; claims: Record<string, unknown> } | { outcome: 'refused' }

export type UserPool = {
  /** `iss` of the pool's tokens; its keys are below it. */
  issuer: string
  /** The ids of the clients whose tokens are taken: of the command line, and of the console. */
  clients: readonly string[]
  /** Gives the key that a token names; by default the pool's own, fetched when they are needed. */
  keys?: JWTVerifyGetKey
}

/** Errors of jose that are not the token's fault: the keys could not be fetched or read. */
const ofTheKeys = [errors.JWKSInvalid.code, errors.JWKSTimeout.code, errors.JOSEError.code]

/**
 * Verifies ID and access tokens of a Cognito user pool (Cognito Developer Guide, "Verifying JSON web tokens").
 * @returns a function that throws when the pool's keys cannot be fetched
 */
export const createVerifyToken = ({
  issuer,
  clients,
  keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`)),
}: UserPool) => {
  return async (token: string): Promise<Verified> => {
    try {
      const { payload: claims } = await jwtVerify(token, keys, {
        issuer,
        algorithms: ['RS256'],
        requiredClaims: ['exp', 'sub'],
      })
      // An ID token names the client as its audience, an access token by a claim of its own.
      const audience = { id: claims.aud, access: claims.client_id }[String(claims.token_use)]
      return clients.includes(String(audience)) ? { outcome: 'verified', claims } : { outcome: 'refused' }
    } catch (error) {
      if (error instanceof errors.JOSEError && !ofTheKeys.includes(error.code)) return { outcome: 'refused' }
      throw error
    }
  }
}
export type VerifyToken = ReturnType<typeof createVerifyToken>
