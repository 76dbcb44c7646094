import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { appClientOf } from '../cognito/app-client.ts'
import { type Cognito, createCognito } from '../cognito/cognito.ts'
import type { PasswordPolicy } from '../cognito/password-policy.ts'
import type { Gateway } from '../gateway/gateway.ts'
import type { JsonStore } from '../host/state.ts'
import { aGateway } from './a-gateway.ts'

const pool = 'us-east-1_Abc'
const issuer = `https://cognito-idp.us-east-1.amazonaws.com/${pool}`
const clients = ['web', 'app'].map((physicalId) =>
  appClientOf({ physicalId, attributes: {}, properties: {} }),
)
let values: Record<string, unknown>
let cognito: Cognito
let gateway: Gateway
let clock: number
let byEmail: boolean
let passwords: PasswordPolicy

const state: JsonStore = {
  get: <T>(key: string) => structuredClone(values[key]) as T | undefined,
  set: (key, value) => {
    values[key] = structuredClone(value)
  },
}
const make = () =>
  createCognito({
    state,
    pools: () => [{ id: pool, clients, groups: ['editors', 'readers'], byEmail, passwords }],
    issuer: () => issuer,
    now: () => clock,
  })

beforeEach(async () => {
  values = {}
  byEmail = false
  passwords = {}
  clock = Date.now()
  cognito = make()
  gateway = await aGateway({ emulators: { 'cognito-idp': cognito.emulator } })
})

afterEach(() => gateway.end())

// The SDK's Cognito client is not a dependency; its protocol is plain JSON.
type Answer = {
  AuthenticationResult: { AccessToken: string; IdToken: string; RefreshToken: string }
  ChallengeName?: string
  Session?: string
}
const call = async (action: string, body: object): Promise<Answer> => {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `AWSCognitoIdentityProviderService.${action}`,
    ...(/^(Admin|List)/.test(action) && {
      authorization: 'AWS4-HMAC-SHA256 Credential=A/20261123/us-east-1/cognito-idp/aws4_request',
    }),
  }
  const answer = await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify(body) })
  return (await answer.json()) as Answer
}
const admin = (action: string, more: object = {}) =>
  call(`Admin${action}`, { UserPoolId: pool, Username: 'editor', ...more })
const signIn = (PASSWORD: string) =>
  call('InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: 'web',
    AuthParameters: { USERNAME: 'editor', PASSWORD },
  })

test('an editor signs in and gets a token that the published keys verify', async () => {
  await admin('CreateUser', { UserAttributes: [{ Name: 'email', Value: 'editor@example.com' }] })
  await admin('SetUserPassword', { Password: 'long enough', Permanent: true })
  await admin('AddUserToGroup', { GroupName: 'editors' })
  const { AuthenticationResult } = await signIn('long enough')
  const keys = createRemoteJWKSet(new URL(`${gateway.url}/${pool}/.well-known/jwks.json`))
  const { payload } = await jwtVerify(AuthenticationResult.AccessToken, keys, { issuer })
  expect(payload).toMatchObject({
    client_id: 'web',
    username: 'editor',
    token_use: 'access',
    'cognito:groups': ['editors'],
  })
  expect(decodeJwt(AuthenticationResult.IdToken)).toMatchObject({ aud: 'web', email: 'editor@example.com' })
  const refreshed = await call('InitiateAuth', {
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    ClientId: 'web',
    AuthParameters: { REFRESH_TOKEN: AuthenticationResult.RefreshToken },
  })
  expect(refreshed.AuthenticationResult.AccessToken).toBeDefined()
})

test('where people sign in by an address, Cognito names them itself, and only the ID token has the address', async () => {
  byEmail = true
  const Username = 'ada@example.org'
  const UserAttributes = [{ Name: 'email_verified', Value: 'true' }]
  await admin('CreateUser', { Username, UserAttributes })
  expect(await admin('CreateUser', { Username })).toMatchObject({ __type: 'UsernameExistsException' })
  await admin('SetUserPassword', { Username, Password: 'long enough', Permanent: true })
  const AuthParameters = { USERNAME: Username, PASSWORD: 'long enough' }
  const { AuthenticationResult } = await call('InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: 'web',
    AuthParameters,
  })
  const access = decodeJwt(AuthenticationResult.AccessToken)
  expect([access.username, access.email]).toEqual([access.sub, undefined])
  expect(decodeJwt(AuthenticationResult.IdToken)).toMatchObject({
    'cognito:username': access.sub,
    email: Username,
    email_verified: true,
  })
})

test('a temporary password must be changed', async () => {
  await admin('CreateUser', { TemporaryPassword: 'first' })
  const { ChallengeName, Session } = await signIn('first')
  expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED')
  const answered = await call('RespondToAuthChallenge', {
    ClientId: 'web',
    ChallengeName,
    Session,
    ChallengeResponses: { USERNAME: 'editor', NEW_PASSWORD: 'second' },
  })
  expect(answered.AuthenticationResult.AccessToken).toBeDefined()
  expect((await signIn('second')).AuthenticationResult).toBeDefined()
})

test('a challenge is over after three minutes, a refresh token is of its client alone, and outlives a restart', async () => {
  await admin('CreateUser', { TemporaryPassword: 'first' })
  const { Session } = await signIn('first')
  const answer = () =>
    call('RespondToAuthChallenge', {
      ClientId: 'web',
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session,
      ChallengeResponses: { USERNAME: 'editor', NEW_PASSWORD: 'second' },
    })
  clock += 180_000
  expect(await answer()).toMatchObject({ __type: 'NotAuthorizedException' })
  clock -= 1
  const { RefreshToken } = (await answer()).AuthenticationResult
  const refresh = (ClientId: string) =>
    call('InitiateAuth', {
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      ClientId,
      AuthParameters: { REFRESH_TOKEN: RefreshToken },
    })
  await gateway.end()
  cognito = make()
  gateway = await aGateway({ emulators: { 'cognito-idp': cognito.emulator } })
  expect((await refresh('web')).AuthenticationResult).toBeDefined()
  expect(await refresh('app')).toMatchObject({ __type: 'NotAuthorizedException' })
})

test('a password that is against the policy is taken nowhere', async () => {
  await admin('CreateUser', { TemporaryPassword: 'first' })
  passwords = { MinimumLength: 8 }
  const refused = { __type: 'InvalidPasswordException' }
  expect(await admin('CreateUser', { Username: 'other', TemporaryPassword: 'short' })).toMatchObject(refused)
  expect(await admin('SetUserPassword', { Password: 'short', Permanent: true })).toMatchObject(refused)
  const { Session } = await signIn('first')
  const answered = await call('RespondToAuthChallenge', {
    ClientId: 'web',
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session,
    ChallengeResponses: { USERNAME: 'editor', NEW_PASSWORD: 'short' },
  })
  expect(answered).toMatchObject(refused)
})

test('a wrong password and an unknown user are told apart by nobody', async () => {
  await admin('CreateUser')
  await admin('SetUserPassword', { Password: 'right', Permanent: true })
  const wrong = await signIn('wrong')
  const unknown = await call('InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: 'web',
    AuthParameters: { USERNAME: 'x', PASSWORD: 'y' },
  })
  expect(wrong).toMatchObject({
    __type: 'NotAuthorizedException',
    message: 'Incorrect username or password.',
  })
  expect(unknown).toEqual(wrong)
  expect(JSON.stringify(values)).not.toContain('right')
})

test('a user is created once, in a pool that is there', async () => {
  await admin('CreateUser')
  expect(await admin('CreateUser')).toMatchObject({ __type: 'UsernameExistsException' })
  expect(await admin('CreateUser', { UserPoolId: 'none' })).toMatchObject({
    __type: 'ResourceNotFoundException',
  })
  expect(await admin('GetUser', { Username: 'nobody' })).toMatchObject({ __type: 'UserNotFoundException' })
})

test('users are listed, put into groups that the template makes, taken out of them and deleted', async () => {
  await admin('CreateUser')
  const groups = async () =>
    ((await admin('ListGroupsForUser')) as unknown as { Groups: { GroupName: string }[] }).Groups.map(
      ({ GroupName }) => GroupName,
    )
  const members = async (action: string, more: object = {}) =>
    (
      (await call(action, { UserPoolId: pool, ...more })) as unknown as { Users: { Username: string }[] }
    ).Users.map(({ Username }) => Username)
  await admin('AddUserToGroup', { GroupName: 'editors' })
  await admin('AddUserToGroup', { GroupName: 'readers' })
  await admin('RemoveUserFromGroup', { GroupName: 'readers' })
  expect(await groups()).toEqual(['editors'])
  expect(await members('ListUsersInGroup', { GroupName: 'editors' })).toEqual(['editor'])
  expect(await members('ListUsersInGroup', { GroupName: 'readers' })).toEqual([])
  expect(await admin('AddUserToGroup', { GroupName: 'strangers' })).toMatchObject({
    __type: 'ResourceNotFoundException',
  })
  expect(await members('ListUsers')).toEqual(['editor'])
  await admin('DeleteUser')
  expect(await members('ListUsers')).toEqual([])
  expect(await admin('DeleteUser')).toMatchObject({ __type: 'UserNotFoundException' })
})

test('a token signed for a test passes the authorizer’s checks, also after a restart', async () => {
  const token = await cognito.signToken(pool, 'web', { username: 'tester' })
  expect(await make().verify(token, issuer, ['web'])).toMatchObject({ username: 'tester', client_id: 'web' })
})

test('a token signed for the address of a user is that user’s', async () => {
  byEmail = true
  const claims = { email: 'ada@example.org' }
  await admin('CreateUser', { Username: claims.email })
  const [one, same] = await Promise.all([1, 2].map(() => cognito.signToken(pool, 'web', claims)))
  expect(decodeJwt(one!).sub).toBe(decodeJwt(same!).sub)
  const found = await admin('GetUser', { Username: decodeJwt(one!).sub })
  expect(found).toMatchObject({ Username: decodeJwt(one!).sub })
})

test('a token of another issuer, client or time is refused', async () => {
  const token = await cognito.signToken(pool, 'web')
  await expect(cognito.verify(token, `${issuer}x`, ['web'])).rejects.toThrow(/iss/)
  await expect(cognito.verify(token, issuer, ['app'])).rejects.toThrow(/audience/)
  await expect(cognito.verify(`${token}x`, issuer, ['web'])).rejects.toThrow(/signature/)
  await expect(cognito.verify('nonsense', issuer, ['web'])).rejects.toThrow(/refused/)
  clock += 3_601_000
  await expect(cognito.verify(token, issuer, ['web'])).rejects.toThrow(/exp/)
})
