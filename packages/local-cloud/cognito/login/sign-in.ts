import { randomUUID } from 'node:crypto'
import type { Request, Response } from '../../types.ts'
import { describePolicy, passwordFault } from '../password-policy.ts'
import { userIn } from '../pool.ts'
import type { User } from '../users.ts'
import { type AuthorizationRequest, readAuthorizationRequest } from './authorization-request.ts'
import { refuse, withCode } from './authorize.ts'
import type { Domain, Endpoint } from './domain.ts'
import { errorPage, newPasswordPage, signInPage } from './pages.ts'
import { redirect } from './replies.ts'
import { cookie, cookieIn } from './sessions.ts'

const csrfCookie = 'XSRF-TOKEN'

/** A step of the sign-in of a good request. */
type Step = (domain: Domain, request: Request, wanted: AuthorizationRequest, csrf: string) => Response

/** Answers a request that is good, with the token against forged forms that its browser has or gets. */
const onGood =
  (step: Step): Endpoint =>
  (domain, request) => {
    const read = readAuthorizationRequest(domain.pool, request.query)
    if (read.outcome !== 'good') return refuse(read)
    const { client } = read.request
    if (!client.providers.includes('COGNITO'))
      return errorPage('Login option is not available. Please try another one.')
    if (!client.hasLoginPages) return errorPage('Login pages unavailable. Please contact an administrator.')
    const csrf = cookieIn(request, csrfCookie) || randomUUID()
    const answer = step(domain, request, read.request, csrf)
    return answer.status === 200
      ? { ...answer, headers: { ...answer.headers, 'set-cookie': cookie(csrfCookie, csrf) } }
      : answer
  }

/** The fields of a form, or what is wrong when it does not come from our own page. */
const fieldsOf = (request: Request) => {
  const fields = new URLSearchParams(request.body.toString())
  const csrf = cookieIn(request, csrfCookie)
  const isOurs = csrf !== '' && fields.get('_csrf') === csrf
  return { of: (name: string) => fields.get(name) ?? '', isOurs }
}

const stale = 'This page was open for too long, or cookies are off. Sign in again.'

/** GET /login: the page for signing in. */
export const showSignIn = onGood(({ pool }, { query }, { loginHint }, csrf) =>
  signInPage({ query, csrf, byEmail: pool.byEmail, username: loginHint }),
)

const rulesOf = ({ pool }: Domain) => describePolicy(pool.passwords ?? {})

/** POST /login: by name and password. */
export const signIn = onGood((domain, request, wanted, csrf) => {
  const { pool, users } = domain
  const { query } = request
  const { of, isOurs } = fieldsOf(request)
  const username = of('username')
  const shown = { query, csrf, byEmail: pool.byEmail, username }
  const again = (wrong: string) => signInPage({ ...shown, wrong })
  if (!isOurs) return again(stale)
  const user = userIn(users, pool, username)
  // The same answer for both: it does not say who has an account.
  if (!user || !users.passwordFits(user, of('password'))) return again('Incorrect username or password.')
  if (!user.password?.temporary) return signedIn(domain, wanted, user)
  const session = randomUUID()
  domain.challenges.add(session, user.sub)
  return newPasswordPage({ ...shown, session, rules: rulesOf(domain) })
})

/** POST /login from the page for a new password. */
export const changePassword = onGood((domain, request, wanted, csrf) => {
  const { pool, users, challenges } = domain
  const { query } = request
  const { of, isOurs } = fieldsOf(request)
  const [session, username, password] = [of('session'), of('username'), of('new_password')]
  const user = users.withSub(pool.id, challenges.get(session) ?? '')
  const shown = { query, csrf, byEmail: pool.byEmail, username }
  if (!isOurs || !user) return signInPage({ ...shown, wrong: stale })
  const isSame = password === of('confirm_password')
  const wrong = isSame ? passwordFault(pool.passwords ?? {}, password) : 'The two passwords differ.'
  if (wrong) return newPasswordPage({ ...shown, session, rules: rulesOf(domain), wrong })
  challenges.forget(session)
  users.setPassword(pool.id, user, password, false)
  return signedIn(domain, wanted, user)
})

const signedIn = (domain: Domain, wanted: AuthorizationRequest, { sub }: User): Response => {
  const session = { pool: domain.pool.id, sub, authTime: Math.floor(domain.now() / 1000) }
  return redirect(withCode(domain, wanted, session), { 'set-cookie': domain.sessions.begin(session) })
}
