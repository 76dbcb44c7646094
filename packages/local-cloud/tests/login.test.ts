import { decodeJwt } from 'jose'
import * as oidc from 'openid-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { appClientOf } from '../cognito/app-client.ts'
import { type Cognito, createCognito } from '../cognito/cognito.ts'
import type { Pool } from '../cognito/pool.ts'
import type { Gateway } from '../gateway/gateway.ts'
import type { JsonStore } from '../host/state.ts'
import { serve } from '../http/serve.ts'
import { aBrowser } from './a-browser.ts'
import { aGateway } from './a-gateway.ts'

const back = 'https://app.example/back'
const away = 'https://app.example/'
const oauth = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['code'],
  AllowedOAuthScopes: ['openid', 'email', 'profile'],
  CallbackURLs: [back, `${back}2`],
  LogoutURLs: [away],
  SupportedIdentityProviders: ['COGNITO'],
}
const client = (physicalId: string, properties: object, attributes: Record<string, string> = {}) =>
  appClientOf({ physicalId, attributes, properties: { ...oauth, ...properties } })

let pool: Pool
let gateway: Gateway
let login: Awaited<ReturnType<typeof serve>>
let cognito: Cognito
let issuer: string
let clock: number

beforeEach(async () => {
  const values: Record<string, unknown> = {}
  const state: JsonStore = {
    get: <T>(key: string) => structuredClone(values[key]) as T | undefined,
    set: (key, value) => {
      values[key] = structuredClone(value)
    },
  }
  clock = Date.now()
  pool = {
    id: 'us-east-1_Abc',
    byEmail: true,
    groups: ['owner'],
    clients: [
      client('web', {}),
      client('secret', {}, { ClientSecret: 'hush' }),
      client('turning', { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 } }),
      client('lasting', {
        EnableTokenRevocation: false,
        AccessTokenValidity: 10,
        TokenValidityUnits: { AccessToken: 'minutes' },
      }),
      client('closed', { AllowedOAuthFlowsUserPoolClient: false }),
      client('implicit', { AllowedOAuthFlows: ['implicit'] }),
      client('federated', { SupportedIdentityProviders: ['Google'] }),
      { ...client('bare', {}), hasLoginPages: false },
    ],
  }
  login = await serve(0, (request) => cognito.atDomain(pool.id, request))
  cognito = createCognito({
    state,
    pools: () => [pool],
    issuer: () => issuer,
    domain: () => login.url,
    now: () => clock,
  })
  gateway = await aGateway({ emulators: { 'cognito-idp': cognito.emulator } })
  issuer = `${gateway.url}/${pool.id}`
  await admin('CreateUser', {
    UserAttributes: [
      { Name: 'email_verified', Value: 'true' },
      { Name: 'name', Value: 'Ada' },
    ],
  })
  await admin('SetUserPassword', { Password: password, Permanent: true })
  await admin('AddUserToGroup', { GroupName: 'owner' })
})
afterEach(async () => {
  await login.end()
  await gateway.end()
})

const email = 'ada@example.org'
const password = 'A long enough secret 1'
const admin = async (action: string, more: object) => {
  const answer = await fetch(gateway.url, {
    method: 'POST',
    headers: {
      'x-amz-target': `AWSCognitoIdentityProviderService.Admin${action}`,
      authorization: 'AWS4-HMAC-SHA256 Credential=A/20261123/us-east-1/cognito-idp/aws4_request',
    },
    body: JSON.stringify({ UserPoolId: pool.id, Username: email, ...more }),
  })
  expect(answer.status).toBe(200)
}

const discover = (id = 'web', secret?: string) =>
  oidc.discovery(new URL(issuer), id, secret, secret ? oidc.ClientSecretBasic(secret) : oidc.None(), {
    execute: [oidc.allowInsecureRequests],
  })

const verifier = oidc.randomPKCECodeVerifier()
const asked = async (config: oidc.Configuration, more: Record<string, string> = {}) =>
  oidc.buildAuthorizationUrl(config, {
    redirect_uri: back,
    scope: 'openid email',
    state: 'here',
    nonce: 'once',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...more,
  })
const checks = { pkceCodeVerifier: verifier, expectedState: 'here', expectedNonce: 'once' }

/** Signs in. @returns the app's address with its code */
const signIn = async (url: URL, browser = aBrowser()): Promise<URL> => {
  const page = await browser.follow(await browser.open(url))
  const { to } = await browser.submit(page, { username: email, password })
  return to!
}

const tokenFor = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${login.url}/oauth2/token`, { method: 'POST', headers, body: new URLSearchParams(fields) })
const answerOf = async (answer: Response) => [answer.status, await answer.json()]

test('an app that knows the issuer alone signs a user in by authorization code with PKCE', async () => {
  const config = await discover()
  const tokens = await oidc.authorizationCodeGrant(config, await signIn(await asked(config)), checks)
  const { id_token, access_token, refresh_token, expires_in, token_type } = tokens
  expect([expires_in, token_type]).toEqual([3600, 'bearer'])
  expect(tokens.claims()).toMatchObject({
    iss: issuer,
    aud: 'web',
    nonce: 'once',
    email,
    email_verified: true,
    'cognito:groups': ['owner'],
    token_use: 'id',
    at_hash: expect.stringMatching(/^[\w-]{22}$/),
  })
  expect(tokens.claims()).not.toHaveProperty('name')
  expect(decodeJwt(access_token)).toMatchObject({ client_id: 'web', scope: 'openid email', version: 2 })
  expect(id_token!.length).toBeGreaterThan(1024)
  expect(refresh_token!.length).toBeGreaterThan(1024)
  expect(await oidc.fetchUserInfo(config, access_token, tokens.claims()!.sub)).toEqual({
    sub: tokens.claims()?.sub,
    email,
    email_verified: 'true',
    username: tokens.claims()?.sub,
  })
})

test('the discovery document is Cognito’s', async () => {
  const document = await fetch(`${issuer}/.well-known/openid-configuration`)
  expect(await document.json()).toEqual({
    authorization_endpoint: `${login.url}/oauth2/authorize`,
    end_session_endpoint: `${login.url}/logout`,
    id_token_signing_alg_values_supported: ['RS256'],
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    revocation_endpoint: `${login.url}/oauth2/revoke`,
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint: `${login.url}/oauth2/token`,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    userinfo_endpoint: `${login.url}/oauth2/userInfo`,
  })
})

test('nobody is let past permissions by asking for a document', async () => {
  const answer = await fetch(`${issuer}/.well-known/openid-configuration`, {
    method: 'POST',
    headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.AdminDeleteUser' },
    body: JSON.stringify({ UserPoolId: pool.id, Username: email }),
  })
  expect(answer.status).not.toBe(200)
})

test('a client with a secret proves it, in the header or in the form', async () => {
  const config = await discover('secret', 'hush')
  const tokens = await oidc.authorizationCodeGrant(config, await signIn(await asked(config)), checks)
  const refresh_token = tokens.refresh_token!
  const fields = { grant_type: 'refresh_token', refresh_token }
  expect((await oidc.refreshTokenGrant(config, refresh_token)).access_token).toBeDefined()
  expect((await tokenFor({ ...fields, client_id: 'secret', client_secret: 'hush' })).status).toBe(200)
  for (const wrong of [
    {},
    { client_id: 'secret' },
    { client_id: 'secret', client_secret: 'x' },
    { client_id: 'web', client_secret: 'x' },
    { client_id: 'nobody' },
  ])
    expect(await answerOf(await tokenFor({ ...fields, ...wrong } as Record<string, string>))).toEqual([
      400,
      { error: 'invalid_client' },
    ])
})
