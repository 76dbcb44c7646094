import { decodeJwt } from 'jose'
import { buildEndSessionUrl, fetchUserInfo } from 'openid-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aBrowser } from './a-browser.ts'
import { aLogin, anApp, away, back, email, type Login, password } from './a-login.ts'

let login: Login
beforeEach(async () => {
  login = await aLogin()
})
afterEach(() => login.end())

const minute = 60_000

test('an app that knows the issuer alone signs a user in by authorization code with PKCE', async () => {
  const { config, signIn, exchange } = await anApp(login)
  const tokens = await exchange(await signIn())
  const { id_token, access_token, refresh_token, expires_in, token_type } = tokens
  expect([expires_in, token_type]).toEqual([3600, 'bearer'])
  const claims = tokens.claims()!
  expect(claims).toMatchObject({
    iss: login.issuer,
    aud: 'web',
    nonce: 'once',
    email,
    email_verified: true,
    'cognito:groups': ['owner'],
    token_use: 'id',
    at_hash: expect.stringMatching(/^[\w-]{22}$/),
  })
  expect(claims).not.toHaveProperty('name')
  expect(decodeJwt(access_token)).toMatchObject({
    client_id: 'web',
    scope: 'openid email',
    version: 2,
    origin_jti: claims.origin_jti,
  })
  expect(id_token!.length).toBeGreaterThan(1024)
  expect(refresh_token!.length).toBeGreaterThan(1024)
  expect(await fetchUserInfo(config, access_token, claims.sub)).toEqual({
    sub: claims.sub,
    email,
    email_verified: 'true',
    username: claims.sub,
  })
})

test('the discovery document is Cognito’s', async () => {
  const { issuer, url } = login
  const document = await fetch(`${issuer}/.well-known/openid-configuration`)
  expect(await document.json()).toEqual({
    authorization_endpoint: `${url}/oauth2/authorize`,
    end_session_endpoint: `${url}/logout`,
    id_token_signing_alg_values_supported: ['RS256'],
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    revocation_endpoint: `${url}/oauth2/revoke`,
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint: `${url}/oauth2/token`,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    userinfo_endpoint: `${url}/oauth2/userInfo`,
  })
})

test('nobody is let past permissions by asking for a document', async () => {
  const answer = await fetch(`${login.issuer}/.well-known/openid-configuration`, {
    method: 'POST',
    headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.AdminDeleteUser' },
    body: JSON.stringify({ UserPoolId: login.pool.id, Username: email }),
  })
  expect(answer.status).not.toBe(200)
})

test('who is signed in goes through without a password, for an hour or until they leave', async () => {
  const { config, authorizeUrl, signIn, exchange } = await anApp(login)
  const browser = aBrowser()
  const first = await exchange(await signIn(browser))
  login.clock.now += 59 * minute
  const { to } = await browser.open(authorizeUrl())
  const again = await exchange(to!)
  expect(again.claims()?.auth_time).toBe(first.claims()?.auth_time)
  expect((await browser.open(authorizeUrl({ prompt: 'login' }))).to?.pathname).toBe('/login')
  login.clock.now += minute
  expect((await browser.open(authorizeUrl())).to?.pathname).toBe('/login')
  const silent = await browser.open(authorizeUrl({ prompt: 'none' }))
  expect(String(silent.to)).toBe(`${back}?state=here&error=login_required`)

  await signIn(browser)
  const leave = (logout_uri: string) => browser.open(buildEndSessionUrl(config, { logout_uri }))
  expect((await leave('https://evil.example/')).to?.search).toBe('?error=redirect_mismatch&client_id=web')
  expect((await browser.open(authorizeUrl())).to?.searchParams.has('code')).toBe(true)
  expect(String((await leave(away)).to)).toBe(away)
  expect((await browser.open(authorizeUrl())).to?.pathname).toBe('/login')
})

test('who leaves to sign in as somebody else is led to the page for that', async () => {
  const { authorizeUrl, signIn } = await anApp(login)
  const browser = aBrowser()
  await signIn(browser)
  const { search } = authorizeUrl()
  const { to } = await browser.open(`${login.url}/logout${search}`)
  expect([to?.pathname, to?.search]).toEqual(['/login', search])
  expect((await browser.open(authorizeUrl())).to?.pathname).toBe('/login')
  const lost = await browser.open(`${login.url}/logout?client_id=web`)
  expect(lost.to?.search).toBe('?error=invalid_request&client_id=web')
})

test('a session ends with its user', async () => {
  const { authorizeUrl, signIn } = await anApp(login)
  const browser = aBrowser()
  await signIn(browser)
  await login.admin('DeleteUser')
  expect((await browser.open(authorizeUrl())).to?.pathname).toBe('/login')
})

test('a temporary password is changed on the way, to one that the pool takes', async () => {
  await login.admin('SetUserPassword', { Password: 'For the first 1!', Permanent: false })
  const { authorizeUrl, exchange } = await anApp(login)
  const browser = aBrowser()
  const page = await browser.follow(await browser.open(authorizeUrl()))
  let answer = await browser.submit(page, { username: email, password: 'For the first 1!' })
  const choose = (new_password: string, confirm_password = new_password) =>
    browser.submit(answer, { username: email, new_password, confirm_password })
  expect(answer.body).toContain('<h1>Choose a new password</h1>')
  answer = await choose('My very own 1!', 'My very owm 1!')
  expect(answer.body).toContain('The two passwords differ.')
  answer = await choose('short')
  expect(answer.body).toContain('Password not long enough')
  const before = answer
  answer = await choose('My very own 1!')
  expect((await exchange(answer.to!)).claims()?.email).toBe(email)
  answer = before
  expect((await choose('Somebody’s own 1!')).body).toContain('open for too long')
})

test('wrong credentials say so without telling which is wrong', async () => {
  const { authorizeUrl } = await anApp(login)
  const browser = aBrowser()
  const page = await browser.follow(await browser.open(authorizeUrl()))
  const wrong = await browser.submit(page, { username: email, password: 'x' })
  const unknown = await browser.submit(page, { username: 'eve@example.org', password: 'x' })
  expect(wrong.body).toContain('Incorrect username or password.')
  expect(wrong.to).toBeUndefined()
  expect(wrong.body.replaceAll(email, '')).toBe(unknown.body.replaceAll('eve@example.org', ''))
})

test('a form that another site sends signs nobody in', async () => {
  const { authorizeUrl } = await anApp(login)
  const url = `${login.url}/login${authorizeUrl().search}`
  const forged = { username: email, password, _csrf: 'forged' }
  const answer = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: 'XSRF-TOKEN=own' },
    body: new URLSearchParams(forged),
  })
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('open for too long')])
  expect(answer.headers.getSetCookie().join()).not.toContain('cognito=')
})

test('what a page is asked to show stays text', async () => {
  const { authorizeUrl } = await anApp(login)
  const browser = aBrowser()
  const login_hint = '"><script>alert(1)</script>'
  const page = await browser.follow(await browser.open(authorizeUrl({ login_hint })))
  expect(page.body).toContain('value="&quot;&gt;&lt;script&gt;')
  expect(page.body).not.toContain('<script')
  const error = await browser.open(`${login.url}/error?error=<script>`)
  expect([error.status, error.body]).toEqual([400, expect.stringContaining('&lt;script&gt;')])
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
})

test('other paths and methods are answered as such', async () => {
  const statusOf = async (path: string, method = 'GET') =>
    (await fetch(login.url + path, { method, redirect: 'manual' })).status
  expect(await statusOf('/constructor')).toBe(404)
  expect(await statusOf('/')).toBe(404)
  expect(await statusOf('/oauth2/token')).toBe(405)
  expect(await statusOf('/oauth2/authorize', 'POST')).toBe(405)
})
