import type { Request } from '../../types.ts'
import {
  type AuthorizationRequest,
  type ReadRequest,
  readAuthorizationRequest,
} from './authorization-request.ts'
import type { Domain, Endpoint } from './domain.ts'
import { redirect, toErrorPage, withQuery } from './replies.ts'
import { cookieIn, type Session, sessionCookie } from './sessions.ts'

/** GET /oauth2/authorize: to the app with a code for a browser that is signed in, else to the page for signing in. */
export const authorize: Endpoint = (domain, request) => {
  const read = readAuthorizationRequest(domain.pool, request.query)
  if (read.outcome !== 'good') return refuse(read)
  const { prompt, redirectUri, state } = read.request
  const session = prompt === 'login' ? undefined : sessionIn(domain, request)
  if (session) return redirect(withCode(domain, read.request, session))
  if (prompt === 'none') return redirect(withQuery(redirectUri, { state, error: 'login_required' }))
  return redirect(`/login?${request.query}`)
}

/** The session of a browser, if its user is still there. */
const sessionIn = ({ sessions, pool, users }: Domain, request: Request): Session | undefined => {
  const session = sessions.get(cookieIn(request, sessionCookie))
  return session?.pool === pool.id && users.withSub(pool.id, session.sub) ? session : undefined
}

/** The answer to a request that is not good. */
export const refuse = (read: Exclude<ReadRequest, { outcome: 'good' }>) => {
  if (read.outcome === 'unknown') return toErrorPage(read.error, read.client)
  const {
    redirectUri,
    state,
    error: { error, error_description },
  } = read
  return redirect(withQuery(redirectUri, { error_description, state, error }))
}

/** The app's address for a user who signed in, with a code for their tokens. */
export const withCode = ({ codes, pool }: Domain, it: AuthorizationRequest, session: Session): string => {
  const { client, redirectUri, scopes, nonce, challenge, state } = it
  const { sub, authTime } = session
  const code = codes.issue({
    pool: pool.id,
    client: client.id,
    redirectUri,
    scopes,
    nonce,
    challenge,
    sub,
    authTime,
  })
  return withQuery(redirectUri, { code, state })
}
