import { afterAll, beforeAll, expect, test } from 'vitest'
import { aBrowser } from './a-browser.ts'
import { aLogin, anApp, back, type Login } from './a-login.ts'

let login: Login
beforeAll(async () => {
  login = await aLogin()
})
afterAll(() => login.end())

/** Where a request to sign in leads. */
const sentTo = async (more: Record<string, string | undefined>, id?: string) => {
  const { authorizeUrl } = await anApp(login, id)
  const { status, to } = await aBrowser().open(authorizeUrl(more))
  expect(status).toBe(302)
  return String(to).replace(login.url, '')
}

test.each([
  ['an unknown client', { client_id: 'nobody' }, '/error?error=invalid_request&client_id=nobody'],
  ['no client', { client_id: undefined }, '/error?error=invalid_request&client_id='],
  ['a client that may not', { client_id: 'closed' }, '/error?error=unauthorized_client&client_id=closed'],
  ['no address', { redirect_uri: undefined }, '/error?error=redirect_mismatch&client_id=web'],
  ['a slash more', { redirect_uri: `${back}/` }, '/error?error=redirect_mismatch&client_id=web'],
  ['a query', { redirect_uri: `${back}?x` }, '/error?error=redirect_mismatch&client_id=web'],
])('%s leads to a page, and to no app', async (_, more, page) => {
  expect(await sentTo(more)).toBe(page)
})

const scope = 'error_description=invalid_scope&state=here&error=invalid_request'
test.each([
  ['no response_type', { response_type: undefined }, 'state=here&error=invalid_request'],
  ['an unknown one', { response_type: 'id_token' }, 'state=here&error=invalid_request'],
  ['the implicit grant', { response_type: 'token' }, 'state=here&error=unauthorized_client'],
  ['no grant by code', { client_id: 'implicit' }, 'state=here&error=unauthorized_client'],
  ['plain PKCE', { code_challenge_method: 'plain' }, 'state=here&error=invalid_request'],
  ['PKCE without a method', { code_challenge_method: undefined }, 'state=here&error=invalid_request'],
  ['PKCE without a challenge', { code_challenge: undefined }, 'state=here&error=invalid_request'],
  ['a scope of no use', { scope: 'openid offline_access' }, scope],
  ['another without openid', { scope: 'email' }, scope],
  ['no state', { scope: 'email', state: undefined }, 'error_description=invalid_scope&error=invalid_request'],
])('%s is told to the app', async (_, more, query) => {
  expect(await sentTo(more)).toBe(`${back}?${query}`)
})

test('a good request leads to the page for signing in, as it is', async () => {
  const { authorizeUrl } = await anApp(login)
  expect(
    await sentTo({ scope: undefined, code_challenge: undefined, code_challenge_method: undefined }),
  ).toMatch(/^\/login\?redirect_uri=/)
  const { to } = await aBrowser().open(authorizeUrl())
  expect(to?.search).toBe(authorizeUrl().search)
})

test.each([
  ['federated', 'Login option is not available'],
  ['unbranded', 'Login pages unavailable'],
])('a client without a page (%s) is told so', async (id, text) => {
  const { authorizeUrl } = await anApp(login, id)
  const browser = aBrowser()
  const page = await browser.follow(await browser.open(authorizeUrl()))
  expect([page.status, page.body]).toEqual([400, expect.stringContaining(text)])
})
