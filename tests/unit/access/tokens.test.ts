import {
  createLocalJWKSet,
  errors,
  exportJWK,
  exportPKCS8,
  generateKeyPair,
  importPKCS8,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { createIdentify } from '../../../functions/access/identify.ts'
import { createVerifyToken, type VerifyToken } from '../../../functions/access/user-pool.store.ts'

const issuer = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Pool'
const client = 'the-client'
type Keys = Awaited<ReturnType<typeof generateKeyPair>>
let own: Keys
let other: Keys
let verifyToken: VerifyToken
beforeAll(async () => {
  ;[own, other] = await Promise.all([
    generateKeyPair('RS256', { extractable: true }),
    generateKeyPair('RS256'),
  ])
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(own.publicKey)), kid: 'k1', alg: 'RS256' }] })
  verifyToken = createVerifyToken({ issuer, clients: ['another-of-ours', client], keys })
})

const noKeys = {
  accounts: { roleOf: async () => undefined },
  keys: { get: async () => undefined, markUsed: async () => {} },
  now: Date.now,
}
const idClaims = { sub: 'u1', token_use: 'id', aud: client, email: 'ada@example.org', email_verified: true }
const accessClaims = { sub: 'u1', token_use: 'access', client_id: client, username: 'u1' }

const aToken = (claims: JWTPayload, { iss = issuer, exp = '1h', kid = 'k1', keys = own } = {}) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid })
    .setIssuer(iss)
    .setIssuedAt()
    .setExpirationTime(exp)
    .sign(keys.privateKey)
const identify = (token: string, scheme = 'Bearer ') =>
  createIdentify({ verifyToken, ...noKeys })(`${scheme}${token}`)
const refused = { refused: expect.stringContaining('not valid') }

test('ID and access tokens are taken, with the role of their groups', async () => {
  expect(await identify(await aToken({ ...idClaims, 'cognito:groups': ['editor', 'sender'] }))).toEqual({
    by: 'ada@example.org',
    role: 'sender',
    person: 'u1',
    email: 'ada@example.org',
  })
  expect(await identify(await aToken({ ...accessClaims, 'cognito:groups': ['owner'] }), 'bearer ')).toEqual({
    by: 'u1',
    person: 'u1',
    role: 'owner',
  })
})

test('an older token has the role that its owner has now, and is none without one', async () => {
  const token = await aToken({ ...idClaims, 'cognito:groups': ['owner'] })
  const asked: string[] = []
  const after = (minutes: number, role?: 'viewer') =>
    createIdentify({
      ...{ verifyToken, ...noKeys },
      accounts: {
        roleOf: async (person) => {
          asked.push(person)
          return role
        },
      },
      now: () => Date.now() + minutes * 60_000,
    })(`Bearer ${token}`)
  expect(await after(4)).toMatchObject({ role: 'owner' })
  expect(asked).toEqual([])
  expect(await after(6, 'viewer')).toMatchObject({ by: 'ada@example.org', role: 'viewer', person: 'u1' })
  expect(await after(6)).toEqual({ refused: expect.stringContaining('no more') })
  expect(asked).toEqual(['u1', 'u1'])
})

test('who had no role when they signed in has the one that they were given since', async () => {
  const token = await aToken(idClaims)
  const later = { now: () => Date.now() + 600_000, accounts: { roleOf: async () => 'editor' as const } }
  expect(await createIdentify({ verifyToken, ...noKeys, ...later })(token)).toMatchObject({ role: 'editor' })
  expect(await identify(token)).not.toHaveProperty('role')
})

test('who is in no group of a role has none', async () => {
  expect(await identify(await aToken(idClaims))).toMatchObject({ by: 'ada@example.org' })
  expect(await identify(await aToken({ ...idClaims, 'cognito:groups': 'owner' }))).toEqual({
    by: 'ada@example.org',
    person: 'u1',
    email: 'ada@example.org',
  })
})

test.each([
  ['an address that they wrote into their account', { ...idClaims, email_verified: false }, 'u1'],
  ['no name where there is one', { ...accessClaims, username: 'ada' }, 'ada'],
])('nobody is called by %s', async (_, claims, by) => {
  expect(await identify(await aToken(claims))).toMatchObject({ by })
})

test.each<[string, () => Promise<string> | string]>([
  ['nothing', () => ''],
  ['no token', () => 'nonsense'],
  ['an expired token', () => aToken(idClaims, { exp: '-1s' })],
  ['another issuer’s', () => aToken(idClaims, { iss: `${issuer}x` })],
  ['another client’s ID token', () => aToken({ ...idClaims, aud: 'other' })],
  ['another client’s access token', () => aToken({ ...accessClaims, client_id: 'other' })],
  [
    'an access token that names the client as its audience alone',
    () => aToken({ ...idClaims, token_use: 'access' }),
  ],
  ['a token for no use', () => aToken({ sub: 'u1', aud: client, client_id: client })],
  ['another key’s', () => aToken(idClaims, { keys: other })],
  ['an unknown key’s', () => aToken(idClaims, { kid: 'k2', keys: other })],
  ['an unsigned one', () => new UnsecuredJWT(idClaims).setIssuer(issuer).setExpirationTime('1h').encode()],
  [
    'one that is signed with the public key as a secret',
    async () =>
      new SignJWT(idClaims)
        .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
        .setIssuer(issuer)
        .setExpirationTime('1h')
        .sign(Buffer.from(JSON.stringify(await exportJWK(own.publicKey)))),
  ],
  [
    'one that never expires',
    () =>
      new SignJWT(idClaims)
        .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
        .setIssuer(issuer)
        .sign(own.privateKey),
  ],
  [
    'one that was changed',
    async () => {
      const [header, , signature] = (await aToken(idClaims)).split('.')
      const claims = { ...idClaims, iss: issuer, exp: 4_000_000_000, 'cognito:groups': ['owner'] }
      return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.')
    },
  ],
])('%s is nobody', async (_, token) => {
  expect(await identify(await token())).toEqual(refused)
})

test.each([
  ['nobody answers', new TypeError('fetch failed')],
  ['the answer takes too long', new errors.JWKSTimeout()],
  ['the answer is no set of keys', new errors.JWKSInvalid()],
  ['the pool answers that it fails', new errors.JOSEError('Expected 200 OK')],
])('where %s when keys are asked for, it is our failure, and says nothing of the token', async (_, error) => {
  const keys = async () => {
    throw error
  }
  const failing = createVerifyToken({ issuer, clients: ['another-of-ours', client], keys })
  await expect(
    createIdentify({ verifyToken: failing, ...noKeys })(`Bearer ${await aToken(idClaims)}`),
  ).rejects.toThrow(error)
})

test('a key that names no algorithm takes tokens of the pool’s alone', async () => {
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(own.publicKey)), kid: 'k1' }] })
  const lenient = createIdentify({
    verifyToken: createVerifyToken({ issuer, clients: ['another-of-ours', client], keys }),
    ...noKeys,
  })
  const signed = (alg: string, key: Keys['privateKey'] = own.privateKey) =>
    new SignJWT(idClaims)
      .setProtectedHeader({ alg, kid: 'k1' })
      .setIssuer(issuer)
      .setExpirationTime('1h')
      .sign(key)
  expect(await lenient(`Bearer ${await signed('RS256')}`)).toMatchObject({ by: 'ada@example.org' })
  const asRs512 = await importPKCS8(await exportPKCS8(own.privateKey), 'RS512')
  expect(await lenient(`Bearer ${await signed('RS512', asRs512)}`)).toEqual(refused)
})
