import type { Endpoint } from './domain.ts'
import { redirect, toErrorPage } from './replies.ts'
import { cookieIn, sessionCookie } from './sessions.ts'

/**
 * GET /logout: ends the session of the browser, and goes on to the app, or to signing in again. It knows `logout_uri`,
 * not OpenID Connect's `post_logout_redirect_uri`
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html).
 */
export const logOut: Endpoint = ({ pool, sessions }, request) => {
  const given = new URLSearchParams(request.query)
  const id = given.get('client_id') ?? ''
  const client = pool.clients.find((one) => one.id === id)
  if (!client) return toErrorPage('invalid_request', id)
  const end = () => ({ 'set-cookie': sessions.end(cookieIn(request, sessionCookie)) })
  const uri = given.get('logout_uri')
  if (uri !== null)
    return client.logoutUrls.includes(uri) ? redirect(uri, end()) : toErrorPage('redirect_mismatch', id)
  // What is wrong with them, the page for signing in says.
  return given.has('redirect_uri')
    ? redirect(`/login?${request.query}`, end())
    : toErrorPage('invalid_request', id)
}
