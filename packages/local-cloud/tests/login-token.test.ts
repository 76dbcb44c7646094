import { decodeJwt } from 'jose'
import { refreshTokenGrant, tokenRevocation } from 'openid-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aBrowser } from './a-browser.ts'
import { aLogin, anApp, back, type Login } from './a-login.ts'

let login: Login
beforeEach(async () => {
  login = await aLogin()
})
afterEach(() => login.end())

const second = 1000
const post = async (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) => {
  const answer = await fetch(login.url + path, { method: 'POST', headers, body: new URLSearchParams(fields) })
  const text = await answer.text()
  return [answer.status, text && JSON.parse(text)]
}
const refused = (error: string, status = 400) => [status, { error }]
const done = [200, expect.objectContaining({ token_type: 'Bearer' })]

/** A new code, and the form by which its app exchanges it. */
const aCode = async (id = 'web') => {
  const { signIn, pkceCodeVerifier } = await anApp(login, id)
  const code = (await signIn()).searchParams.get('code')!
  return {
    grant_type: 'authorization_code',
    client_id: id,
    redirect_uri: back,
    code,
    code_verifier: pkceCodeVerifier,
  }
}

test('a code is good once', async () => {
  const form = await aCode()
  expect(await post('/oauth2/token', form)).toEqual(done)
  expect(await post('/oauth2/token', form)).toEqual(refused('invalid_grant'))
})

test('a code is good for five minutes', async () => {
  const [soon, late] = [await aCode(), await aCode()]
  login.clock.now += 299 * second
  expect(await post('/oauth2/token', soon)).toEqual(done)
  login.clock.now += second
  expect(await post('/oauth2/token', late)).toEqual(refused('invalid_grant'))
})

test.each([
  ['another verifier', { code_verifier: 'x'.repeat(43) }, 'invalid_grant'],
  ['another address of the app', { redirect_uri: `${back}2` }, 'invalid_grant'],
  ['an address that is not the app’s', { redirect_uri: `${back}/` }, 'unauthorized_client'],
  ['another client', { client_id: 'turning' }, 'invalid_grant'],
])('%s uses a code up', async (_, wrong, error) => {
  const form = await aCode()
  expect(await post('/oauth2/token', { ...form, ...wrong })).toEqual(refused(error))
  expect(await post('/oauth2/token', form)).toEqual(refused('invalid_grant'))
})

test('a code by PKCE is not good without its verifier, one without PKCE is', async () => {
  const { code_verifier: _, ...form } = await aCode()
  expect(await post('/oauth2/token', form)).toEqual(refused('invalid_grant'))
  const { signIn, authorizeUrl } = await anApp(login)
  const url = authorizeUrl({ code_challenge: undefined, code_challenge_method: undefined })
  const code = (await signIn(aBrowser(), url)).searchParams.get('code')!
  expect(await post('/oauth2/token', { ...form, code })).toEqual(done)
})

test('a form that lacks something, or is none, is refused', async () => {
  const { code: _, ...form } = await aCode()
  expect(await post('/oauth2/token', form)).toEqual(refused('invalid_request'))
  expect(await post('/oauth2/token', {})).toEqual(refused('invalid_request'))
  expect(await post('/oauth2/token', { grant_type: 'refresh_token', client_id: 'web' })).toEqual(
    refused('invalid_request'),
  )
  expect(await post('/oauth2/token', { grant_type: 'password', client_id: 'web' })).toEqual(
    refused('unsupported_grant_type'),
  )
  for (const grant_type of ['client_credentials', 'refresh_token'])
    expect(await post('/oauth2/token', { grant_type, client_id: 'closed' })).toEqual(
      refused('unauthorized_client'),
    )
  const json = { 'content-type': 'application/json' }
  const answer = await fetch(`${login.url}/oauth2/token`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(await aCode()),
  })
  expect([answer.status, await answer.json()]).toEqual(refused('invalid_request'))
})

test('a client with a secret proves it, in the header or in the form, and one without has none', async () => {
  const { config, signIn, exchange } = await anApp(login, 'secret', 'hush')
  const refresh_token = (await exchange(await signIn())).refresh_token!
  expect((await refreshTokenGrant(config, refresh_token)).access_token).toBeDefined()
  const form = { grant_type: 'refresh_token', refresh_token }
  expect(await post('/oauth2/token', { ...form, client_id: 'secret', client_secret: 'hush' })).toEqual(done)
  const wrong: Record<string, string>[] = [
    {},
    { client_id: 'secret' },
    { client_id: 'secret', client_secret: 'x' },
    { client_id: 'web', client_secret: 'hush' },
    { client_id: 'nobody' },
  ]
  for (const fields of wrong)
    expect(await post('/oauth2/token', { ...form, ...fields })).toEqual(refused('invalid_client'))
  const authorization = `Basic ${btoa('secret:hush')}`
  expect(await post('/oauth2/token', { ...form, client_id: 'web' }, { authorization })).toEqual(
    refused('invalid_client'),
  )
})

test('a refresh gives new tokens of the same sign-in, and no new refresh token', async () => {
  const { config, signIn, exchange } = await anApp(login)
  const first = await exchange(await signIn())
  login.clock.now += 30 * second
  const next = await refreshTokenGrant(config, first.refresh_token!)
  expect(next.refresh_token).toBeUndefined()
  const { sub, auth_time, origin_jti } = first.claims()!
  expect(next.claims()).toMatchObject({ sub, auth_time, origin_jti, email: 'ada@example.org' })
  expect(next.claims()?.iat).toBe(first.claims()!.iat + 30)
  expect(decodeJwt(next.access_token).jti).not.toBe(decodeJwt(first.access_token).jti)
  login.clock.now += 30 * 86_400 * second
  await expect(refreshTokenGrant(config, first.refresh_token!)).rejects.toMatchObject({
    error: 'invalid_grant',
  })
})

test('where refresh tokens rotate, the old one is good for a retry, and the new one for the rest of the time', async () => {
  const { config, signIn, exchange } = await anApp(login, 'turning')
  const { refresh_token: first } = await exchange(await signIn())
  const { refresh_token: next } = await refreshTokenGrant(config, first!)
  expect(next).not.toBe(first)
  login.clock.now += 9 * second
  expect((await refreshTokenGrant(config, first!)).refresh_token).toBeDefined()
  login.clock.now += second
  await expect(refreshTokenGrant(config, first!)).rejects.toMatchObject({ error: 'invalid_grant' })
  expect((await refreshTokenGrant(config, next!)).refresh_token).toBeDefined()
})

test('who revokes a refresh token revokes the access tokens of its sign-in, and of no other', async () => {
  const { config, signIn, exchange } = await anApp(login)
  const [one, other] = [await exchange(await signIn()), await exchange(await signIn())]
  const statusFor = async (token: string) => {
    const headers = { authorization: `Bearer ${token}` }
    return (await fetch(`${login.url}/oauth2/userInfo`, { headers })).status
  }
  const next = await refreshTokenGrant(config, one.refresh_token!)
  expect(await statusFor(next.access_token)).toBe(200)
  await tokenRevocation(config, one.refresh_token!)
  expect(await Promise.all([one, next, other].map((it) => statusFor(it.access_token)))).toEqual([
    401, 401, 200,
  ])
  await expect(refreshTokenGrant(config, one.refresh_token!)).rejects.toMatchObject({
    error: 'invalid_grant',
  })
  const revoke = (token: string, client_id: string) => post('/oauth2/revoke', { token, client_id })
  expect(await revoke('unknown', 'web')).toEqual([200, ''])
  expect(await revoke(other.access_token, 'web')).toEqual(refused('unsupported_token_type'))
  expect(await revoke(other.refresh_token!, 'turning')).toEqual([200, ''])
  expect(await statusFor(other.access_token)).toBe(200)
  expect(await revoke('x', 'nobody')).toEqual(refused('invalid_client', 401))
  expect(await revoke('x', 'lasting')).toEqual(refused('invalid_request'))
})

test('a client says how long its tokens last', async () => {
  const { signIn, exchange } = await anApp(login, 'lasting')
  const tokens = await exchange(await signIn())
  const { exp, iat, origin_jti } = decodeJwt(tokens.access_token)
  expect([tokens.expires_in, exp! - iat!, origin_jti]).toEqual([600, 600, undefined])
  expect(tokens.claims()!.exp - tokens.claims()!.iat).toBe(3600)
})

test('userInfo wants an access token with the scope openid', async () => {
  const { signIn, exchange } = await anApp(login)
  const { id_token, access_token } = await exchange(await signIn())
  const ask = async (token?: string) => {
    const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {}
    const answer = await fetch(`${login.url}/oauth2/userInfo`, { headers })
    return [answer.status, ((await answer.json()) as { error?: string }).error]
  }
  expect(await ask()).toEqual([400, 'invalid_request'])
  expect(await ask(id_token)).toEqual([401, 'invalid_token'])
  expect(await ask('nonsense')).toEqual([401, 'invalid_token'])
  expect(await ask(access_token)).toEqual([200, undefined])
  login.clock.now += 3600 * second
  expect(await ask(access_token)).toEqual([401, 'invalid_token'])
})

test('the scope openid alone opens every attribute', async () => {
  const { signIn, authorizeUrl, exchange } = await anApp(login)
  const tokens = await exchange(await signIn(aBrowser(), authorizeUrl({ scope: 'openid' })))
  expect(tokens.claims()).toMatchObject({ name: 'Ada', email: 'ada@example.org', email_verified: true })
})
