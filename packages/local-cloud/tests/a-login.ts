import * as oidc from 'openid-client'
import { appClientOf } from '../cognito/app-client.ts'
import { createCognito } from '../cognito/cognito.ts'
import { defaultPolicy } from '../cognito/password-policy.ts'
import type { Pool } from '../cognito/pool.ts'
import type { JsonStore } from '../host/state.ts'
import { serve } from '../http/serve.ts'
import { aBrowser } from './a-browser.ts'
import { aGateway } from './a-gateway.ts'

/** Where the apps may be called back, and where they are left to. */
export const back = 'https://app.example/back'
export const away = 'https://app.example/'
/** The only user, signed in for good. */
export const email = 'ada@example.org'
export const password = 'A long enough 1!'

const oauth = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['code'],
  AllowedOAuthScopes: ['openid', 'email', 'profile'],
  CallbackURLs: [back, `${back}2`],
  LogoutURLs: [away],
  SupportedIdentityProviders: ['COGNITO'],
}
const client = (physicalId: string, properties: object = {}, attributes: Record<string, string> = {}) =>
  appClientOf({ physicalId, attributes, properties: { ...oauth, ...properties } })

/** A client for each thing that can be different about one. */
const clients = () => [
  client('web'),
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
  { ...client('unbranded'), hasLoginPages: false },
]

/** Pools share their signing key: to make one takes longer than most tests. */
const key = 'cognito.key'
const shared: Record<string, unknown> = {}

const aState = (): JsonStore => {
  const own: Record<string, unknown> = {}
  return {
    get: <T>(name: string) => structuredClone((name === key ? shared : own)[name]) as T | undefined,
    set: (name, value) => {
      const values = name === key ? shared : own
      values[name] = structuredClone(value)
    },
  }
}

/** A user pool with a domain and a user. `clock.now` is its time in milliseconds. */
export const aLogin = async () => {
  const clock = { now: Date.now() }
  const pool: Pool = {
    id: 'us-east-1_Abc',
    byEmail: true,
    groups: ['owner'],
    clients: clients(),
    passwords: defaultPolicy,
  }
  const login = await serve(0, (request) => cognito.atDomain(pool.id, request))
  const cognito = createCognito({
    state: aState(),
    pools: () => [pool],
    issuer: () => issuer,
    domain: () => login.url,
    now: () => clock.now,
  })
  const gateway = await aGateway({ emulators: { 'cognito-idp': cognito.emulator } })
  const issuer = `${gateway.url}/${pool.id}`

  const admin = async (action: string, more: object = {}) => {
    const answer = await fetch(gateway.url, {
      method: 'POST',
      headers: {
        'x-amz-target': `AWSCognitoIdentityProviderService.Admin${action}`,
        authorization: 'AWS4-HMAC-SHA256 Credential=A/20261123/us-east-1/cognito-idp/aws4_request',
      },
      body: JSON.stringify({ UserPoolId: pool.id, Username: email, ...more }),
    })
    return (await answer.json()) as Record<string, unknown>
  }
  await admin('CreateUser', {
    UserAttributes: Object.entries({ email_verified: 'true', name: 'Ada' }).map(([Name, Value]) => ({
      Name,
      Value,
    })),
  })
  await admin('SetUserPassword', { Password: password, Permanent: true })
  await admin('AddUserToGroup', { GroupName: 'owner' })

  const end = async () => {
    await login.end()
    await gateway.end()
  }
  return { clock, pool, url: login.url, gateway: gateway.url, issuer, admin, end }
}

export type Login = Awaited<ReturnType<typeof aLogin>>

/** An app as openid-client makes it, which knows the issuer alone. */
export const anApp = async ({ issuer }: Pick<Login, 'issuer'>, id = 'web', secret?: string) => {
  const proof = secret === undefined ? oidc.None() : oidc.ClientSecretBasic(secret)
  const config = await oidc.discovery(new URL(issuer), id, secret, proof, {
    execute: [oidc.allowInsecureRequests],
  })
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier()
  const checks = { pkceCodeVerifier, expectedState: 'here', expectedNonce: 'once' }
  const code_challenge = await oidc.calculatePKCECodeChallenge(pkceCodeVerifier)
  /** Where a user is sent to sign in; parameters without a value are left out. */
  const authorizeUrl = (more: Record<string, string | undefined> = {}) => {
    const usual = {
      redirect_uri: back,
      scope: 'openid email',
      state: 'here',
      nonce: 'once',
      code_challenge,
      code_challenge_method: 'S256',
      response_type: 'code',
    }
    const url = oidc.buildAuthorizationUrl(config, usual)
    for (const [name, value] of Object.entries(more))
      if (value === undefined) url.searchParams.delete(name)
      else url.searchParams.set(name, value)
    return url
  }
  /** Signs the user in. @returns the app's address with its code */
  const signIn = async (browser = aBrowser(), url = authorizeUrl()): Promise<URL> => {
    const page = await browser.follow(await browser.open(url))
    return (await browser.submit(page, { username: email, password })).to!
  }
  const exchange = (url: URL) => oidc.authorizationCodeGrant(config, url, checks)
  return { config, pkceCodeVerifier, authorizeUrl, signIn, exchange }
}
