import * as oauth from 'openid-client'
import { claimsOf } from './claims.store.ts'
import type { SigningIn, Tokens } from './kept-session.ts'

export type SignInOptions = {
  /** The `iss` of the user pool's tokens. */
  issuer: string
  /** The id of the pool's client, which has no secret: PKCE stands in its place. */
  client: string
  /** Where the user pool sends people back to. */
  back: string
}

/**
 * Sign-in by the user pool's own pages: authorization code with PKCE (RFC 7636), by discovery. So no password ever comes to
 * us, and a second factor needs nothing here.
 */
export const createSignIn = ({ issuer, client, back }: SignInOptions) => {
  let found: Promise<oauth.Configuration> | undefined
  const configuration = () => {
    found ??= discover(issuer, client).catch((error) => {
      found = undefined
      throw error
    })
    return found
  }
  return {
    /** @param to where they wanted to go @returns where to send the browser, and what it is to bring back */
    begin: async (to: string): Promise<{ location: string; remember: SigningIn }> => {
      const verifier = oauth.randomPKCECodeVerifier()
      const remember = { state: oauth.randomState(), nonce: oauth.randomNonce(), verifier, to }
      const location = oauth.buildAuthorizationUrl(await configuration(), {
        redirect_uri: back,
        scope: 'openid email',
        state: remember.state,
        nonce: remember.nonce,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      })
      return { location: location.href, remember }
    },
    /**
     * @param query of the address that the browser was sent back to
     * @returns undefined when the pool says no, or when this browser did not begin it
     */
    finish: async (query: string, { state, nonce, verifier }: SigningIn): Promise<Tokens | undefined> =>
      tokensOrNone(
        oauth.authorizationCodeGrant(await configuration(), new URL(`${back}?${query}`), {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        }),
      ),
    /** @returns undefined when the pool refuses: the person was removed or signed out everywhere */
    renew: async ({ refresh }: Tokens): Promise<Tokens | undefined> =>
      tokensOrNone(oauth.refreshTokenGrant(await configuration(), refresh), refresh),
    /** Ends the tokens, as far as the pool can be reached. @returns where the pool forgets the browser, too */
    end: async (tokens: Tokens | undefined, to: string): Promise<string> => {
      const known = await configuration()
      if (tokens) await oauth.tokenRevocation(known, tokens.refresh).catch(() => {})
      const end = new URL(known.serverMetadata().end_session_endpoint ?? to)
      end.searchParams.set('client_id', client)
      // Cognito's own name for it (Cognito Developer Guide, "The managed login sign-out endpoint").
      end.searchParams.set('logout_uri', to)
      return end.href
    },
  }
}

/** Seconds that Cognito has for an answer. */
const patience = 8

const discover = (issuer: string, client: string): Promise<oauth.Configuration> =>
  oauth.discovery(new URL(issuer), client, undefined, oauth.None(), {
    timeout: patience,
    // As for the API (call-api.store.ts): no socket is used again.
    [oauth.customFetch]: (url, options) =>
      fetch(url, { ...options, headers: { ...options.headers, connection: 'close' } } as RequestInit),
    // On a developer's machine alone is the pool not https.
    ...(issuer.startsWith('http:') && { execute: [oauth.allowInsecureRequests] }),
  })

type Granted = { id_token?: string | undefined; refresh_token?: string | undefined }

/** @param kept the refresh token of before, where no other comes */
const tokensOrNone = async (granting: Promise<Granted>, kept?: string): Promise<Tokens | undefined> => {
  try {
    const granted = await granting
    const [id, refresh] = [granted.id_token, granted.refresh_token ?? kept]
    if (!id || !refresh) return undefined
    return { id, refresh, until: (claimsOf(id).exp ?? 0) * 1000 }
  } catch (error) {
    if (isRefusal(error)) return undefined
    throw error
  }
}

/** The pool said no, or what came back is not what this browser was sent for. */
const isRefusal = (error: unknown): boolean =>
  error instanceof oauth.ResponseBodyError ||
  error instanceof oauth.AuthorizationResponseError ||
  (error instanceof oauth.ClientError && error.code === 'OAUTH_INVALID_RESPONSE')
