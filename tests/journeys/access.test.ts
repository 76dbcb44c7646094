import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import {
  AdminDeleteUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider'
import { UnsecuredJWT } from 'jose'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { outputsFile } from '../../cli/deploy/outputs.ts'
import { signIn } from '../../cli/service/cognito-sign-in.ts'
import { mayDo, type Role, roles } from '../../functions/access/role.ts'
import type { RouteOf } from '../../functions/api/routes-and-roles.ts'
import { aFolder, aMachine } from '../unit/cli/terminal-io.ts'
import { type Service, startService } from './service.ts'
import { inviteAdmin } from './sign-in-to-console.ts'

let service: Service
/** What the functions of the API called, beside their logs, the audit log, and what is known of late calls. */
const done: string[] = []
beforeAll(async () => {
  service = await startService({
    interceptor: async ({ service: of, action, resources }, proceed, _, { name }) => {
      const beside = ['AdminAuditEntries', 'AdminRecentCalls'].map(
        (id) => service.cloud.resources.get(id)!.physicalId,
      )
      const isBeside = resources.some((arn) => beside.some((name) => arn.endsWith(name)))
      const isDeed = /^(dynamodb|s3|sqs)$/.test(of) && !isBeside
      if (isDeed && /^Admin(Calls|Redrive)/.test(name)) done.push(`${action} on ${resources}`)
      return proceed()
    },
  })
  // On a busy machine functions run out of time, which is none of this story.
  service.expectProblems(() => true)
})
afterAll(() => service.end())
afterEach(() => void vi.unstubAllEnvs())

/** The lowest role for each call, and its body if the role depends on it. None of these bodies does anything. */
const least: Record<RouteOf<'api'> | RouteOf<'redrive'>, [Role, body?: object][]> = {
  'POST /api/issues/{issue}/uploads': [['editor']],
  'GET /api/issues': [['viewer']],
  'GET /api/issues/{issue}': [['viewer']],
  'GET /api/issues/{issue}/views': [['viewer']],
  'GET /api/issues/{issue}/preview': [['viewer']],
  'GET /api/issues/{issue}/changes': [['viewer']],
  'POST /api/issues/{issue}/unpublish': [['editor']],
  'POST /api/sends': [
    ['editor', { issue: 'nowhere', to: 'me@example.org' }],
    ['sender', { issue: 'nowhere' }],
    ['sender', { issue: 'nowhere', to: '' }],
    ['sender', { issue: 'nowhere', to: null }],
  ],
  'POST /api/sends/audience': [['viewer']],
  'GET /api/sends': [['viewer']],
  'GET /api/sends/{send}': [['viewer']],
  'GET /api/sends/{send}/recipients': [['editor']],
  'POST /api/sends/{send}/actions': [['sender', { action: 'cancel' }]],
  'POST /api/sends/{send}/correction': [['sender']],
  'POST /api/sends/{send}/correction/audience': [['viewer']],
  'GET /api/readers': [['editor']],
  'GET /api/readers/counts': [['viewer']],
  'GET /api/readers/growth': [['viewer']],
  'POST /api/readers/search': [['editor']],
  'POST /api/readers/find': [['editor']],
  'POST /api/readers/actions': [
    ['sender', { action: 'suppress' }],
    ['sender', { action: 'restore' }],
    ['owner', { action: 'erase' }],
    ['owner', { action: 'forget' }],
  ],
  'POST /api/readers/sends': [['editor']],
  'GET /api/readers/{reader}/mail': [['editor']],
  'GET /api/segments': [['viewer']],
  'POST /api/segments': [['sender']],
  'POST /api/segments/count': [['viewer']],
  'GET /api/segments/{segment}': [['viewer']],
  'POST /api/segments/{segment}/remove': [['sender']],
  'POST /api/imports': [['sender']],
  'GET /api/imports': [['viewer']],
  'GET /api/imports/{import}': [['viewer']],
  'GET /api/imports/{import}/rows': [['viewer']],
  'POST /api/imports/{import}/start': [['sender']],
  'POST /api/imports/{import}/cancel': [['sender']],
  'GET /api/keys': [['owner']],
  'POST /api/keys': [['owner']],
  'POST /api/keys/{key}/revoke': [['owner']],
  'GET /api/webhooks': [['owner']],
  'POST /api/webhooks': [['owner']],
  'GET /api/webhooks/{webhook}': [['owner']],
  'PUT /api/webhooks/{webhook}': [['owner']],
  'POST /api/webhooks/{webhook}/actions': [['owner']],
  'GET /api/webhooks/{webhook}/deliveries': [['owner']],
  'GET /api/quota': [['viewer']],
  'GET /api/sender': [['viewer']],
  'GET /api/audit': [['owner']],
  'GET /api/dead-letters': [['viewer']],
  'POST /api/dead-letters': [['sender']],
}
const calls = Object.entries(least).flatMap(([route, cells]) =>
  cells.map(([role, body]) => ({ route, role, body })),
)

type Answer = { status: number; value: { problems?: { message: string }[] } }
/** The answer to a call; on a busy machine a function may run out of time, and is called again. */
const call = (route: string, token: string | undefined, body: object = {}): Promise<Answer> =>
  service.until(`an answer to ${route}`, async () => {
    const answer = await callOnce(route, token, body)
    return answer.status < 500 ? answer : undefined
  })

const callOnce = async (route: string, token: string | undefined, body: object): Promise<Answer> => {
  const [method = '', path = ''] = route.split(' ')
  const answer = await fetch(`${service.api}${path.replace(/\{\w+\}/, 'nowhere')}`, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      'content-type': 'application/json',
    },
    ...(method !== 'GET' && { body: JSON.stringify(body) }),
  })
  return {
    status: answer.status,
    value: (await answer.json()) as Answer['value'],
  }
}

const deeds = () => [...done]

test.each(roles)('a %s may do what the table says, and nothing else', async (role) => {
  const token = await service.cloud.signToken({ username: role, 'cognito:groups': [role] })
  const mine = calls.filter((one) => mayDo(role, one.role))
  const before = deeds()
  for (const { route, body, role: needed } of calls.filter((one) => !mine.includes(one))) {
    const { status, value } = await call(route, token, body)
    expect([route, body, status]).toEqual([route, body, 403])
    expect(value.problems?.[0]?.message).toBe(
      `${role} has the role ${role}, and this needs ${needed}: ask whoever runs the service for it (masthead admin role)`,
    )
  }
  expect(deeds()).toEqual(before)
  for (const { route, body } of mine) {
    const { status } = await call(route, token, body)
    expect([route, body, status, [200, 400, 404].includes(status)]).toEqual([route, body, status, true])
  }
})

test('who has no role may do nothing, and is told whom to ask', async () => {
  const token = await service.cloud.signToken({ username: 'eve', 'cognito:groups': ['choir'] })
  const before = deeds()
  for (const { route, body } of calls) {
    const { status, value } = await call(route, token, body)
    expect([route, status]).toEqual([route, 403])
    expect(value.problems?.[0]?.message).toMatch(/^eve has no role yet.*ask whoever runs the service/)
  }
  expect(deeds()).toEqual(before)
})

test('without a token that the pool signed for the command line, nobody gets anywhere', async () => {
  const owner = { 'cognito:groups': ['owner'] }
  const { signToken, resources } = service.cloud
  const good = await signToken(owner)
  const [header = '', claims = '', signature = ''] = good.split('.')
  const seconds = Math.floor(Date.now() / 1000)
  const iss = JSON.parse(Buffer.from(claims, 'base64url').toString()).iss as string
  const client = resources.get('AdminEditorsCommandLine')!.physicalId
  const said = { ...owner, sub: 'eve', token_use: 'access', client_id: client, iss, exp: seconds + 3_600 }
  const bad = {
    'no token': undefined,
    nonsense: 'nonsense',
    'an expired one': await signToken({ ...owner, exp: seconds - 1 }),
    'another issuer’s': await signToken({ ...owner, iss: `${iss}x` }),
    'another client’s': await signToken({ ...owner, client_id: 'other' }),
    'one for no use': await signToken({ ...owner, token_use: 'other' }),
    'an unsigned one': new UnsecuredJWT(said).encode(),
    'one that was changed': [header, Buffer.from(JSON.stringify(said)).toString('base64url'), signature].join(
      '.',
    ),
    'a key that nobody made': `mk_${'0'.repeat(12)}_${'A'.repeat(43)}`,
    'no key, but like one': 'mk_',
  }
  const before = deeds()
  for (const [what, token] of Object.entries(bad))
    for (const route of ['GET /api/sends', 'POST /api/readers/actions', 'POST /api/dead-letters']) {
      const { status } = await call(route, token)
      expect([what, route, status]).toEqual([what, route, token === undefined ? 401 : 403])
    }
  expect(deeds()).toEqual(before)
  expect((await call('GET /api/sends', good)).status).toBe(200)
})

test('what calls there are is told to anybody, and is what there is', async () => {
  const described = await service.until('the description', async () => {
    const answer = await fetch(`${service.api}/api/openapi.json`)
    return answer.status < 500 ? answer : undefined
  })
  expect(described.status).toBe(200)
  expect(described.headers.get('content-type')).toMatch(/^application\/json/)
  const { paths } = (await described.json()) as { paths: Record<string, object> }
  const all = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(all.sort()).toEqual(Object.keys(least).sort())
})

/** Somebody with an account, without whom no key opens anything. */
const anOwner = async (address: string) => {
  const { cloud } = service
  await inviteAdmin(cloud, address, 'owner', 'A long enough 1!')
  const claims = { email: address, email_verified: true, 'cognito:groups': ['owner'] }
  const { addresses, credentials, region, outputs } = cloud
  const cognito = new CognitoIdentityProviderClient({ endpoint: addresses.aws, credentials, region })
  return {
    token: await cloud.signToken(claims),
    leave: () =>
      cognito.send(new AdminDeleteUserCommand({ UserPoolId: outputs.UserPoolId!, Username: address })),
  }
}

test('a program has its role by a key, until that is revoked, or whoever made it has left', async () => {
  const { token: owner, leave } = await anOwner('kim@example.org')
  const make = async (name: string) =>
    (await call('POST /api/keys', owner, { name, role: 'viewer' })).value as {
      apiKey: string
      key: { id: string }
    }
  const { apiKey, key } = await make('shop')
  expect((await call('GET /api/sends', apiKey)).status).toBe(200)
  const { status, value } = await call('GET /api/readers', apiKey)
  expect([status, value.problems?.[0]?.message]).toEqual([
    403,
    expect.stringContaining('key shop has the role viewer'),
  ])
  const { keys } = (await call('GET /api/keys', owner)).value as { keys?: object[] }
  expect(keys).toEqual([
    {
      id: key.id,
      name: 'shop',
      role: 'viewer',
      at: expect.any(String),
      by: expect.any(String),
      usedOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    },
  ])
  // An answer may be kept for a minute, so this one is revoked before its first use.
  const other = await make('other')
  expect((await call(`POST /api/keys/${other.key.id}/revoke`, owner)).status).toBe(200)
  expect((await call('GET /api/sends', other.apiKey)).status).toBe(403)
  const third = await make('third')
  await leave()
  expect((await call('GET /api/sends', third.apiKey)).status).toBe(403)
  service.check()
})

test('who did what is in the audit log, whoever it was, and what they were refused', async () => {
  const sign = (username: string, ...groups: string[]) =>
    service.cloud.signToken({ username, 'cognito:groups': groups })
  const olga = 'olga@example.org'
  const { token: owner, leave } = await anOwner(olga)
  const { apiKey, key } = (await call('POST /api/keys', owner, { name: 'audited', role: 'viewer' }))
    .value as { apiKey: string; key: { id: string } }
  const segment = { name: 'audited', rule: { language: ['en'] } }
  await call('POST /api/segments', await sign('sam', 'sender'), segment)
  await call('POST /api/segments', apiKey, segment)
  await call('POST /api/readers/find', owner, { address: 'cid@example.org' })
  await call('POST /api/dead-letters', await sign('nora'), { queue: 'batches' })
  await call('POST /api/dead-letters', await sign('sam', 'sender'), { queue: 'batches' })
  const read = async () =>
    (await call('GET /api/audit', owner)).value as unknown as { entries: Record<string, unknown>[] }
  const { entries } = await read()
  const from = '127.0.0.0/24'
  for (const entry of [
    {
      by: olga,
      role: 'owner',
      route: 'POST /api/keys',
      about: 'audited',
      from,
      result: { status: 201, about: key.id },
    },
    {
      by: 'sam',
      role: 'sender',
      route: 'POST /api/segments',
      result: { status: 201, after: { rule: segment.rule } },
    },
    {
      by: 'key audited',
      key: key.id,
      route: 'POST /api/segments',
      about: 'audited',
      result: { status: 403 },
    },
    { by: 'nora', route: 'POST /api/dead-letters', about: 'batches', result: { status: 403 } },
    {
      by: 'sam',
      route: 'POST /api/dead-letters',
      result: { status: 200, after: { moved: 0, stayed: 0, more: false } },
    },
  ])
    expect(entries).toContainEqual(
      expect.objectContaining({ ...entry, result: expect.objectContaining(entry.result) }),
    )
  expect(JSON.stringify(entries)).not.toMatch(new RegExp(`readers/find|${apiKey}`))
  await leave()
})

test('what the audit log cannot take is not done', async () => {
  const owner = await service.cloud.signToken({ 'cognito:groups': ['owner'] })
  const undo = await service.cloud.live.removeStatements('AdminCallsRoleDefaultPolicy', ({ Action }) =>
    isDeepStrictEqual(Action, ['dynamodb:GetItem', 'dynamodb:PutItem']),
  )
  const before = deeds()
  const body = { name: 'unaudited', rule: { language: ['en'] } }
  const answer = await service.until('a refusal', async () => {
    const one = await callOnce('POST /api/segments', owner, body)
    return one.value.problems && one
  })
  expect([answer.status, answer.value.problems?.[0]?.message]).toEqual([
    503,
    expect.stringContaining('nothing was done'),
  ])
  expect(deeds()).toEqual(before)
  await undo()
  expect((await call('POST /api/segments', owner, body)).status).toBe(201)
})

test('a service without an owner gets its first, by the AWS credentials of who deployed it', async () => {
  const { addresses, credentials, region, outputs } = service.cloud
  vi.stubEnv('AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', addresses.aws)
  vi.stubEnv('AWS_ACCESS_KEY_ID', credentials.accessKeyId)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', credentials.secretAccessKey)
  const cwd = await aFolder()
  const { masthead } = aMachine({ cwd })
  const pool = outputs.UserPoolId!
  await writeFile(join(cwd, outputsFile), JSON.stringify({ Newsletter: outputs }))
  const admin = (...args: string[]) => masthead('admin', ...args)
  const ada = 'ada@example.org'
  const password = 'A long enough 1!'
  const signedIn = async () => {
    const answer = await signIn({
      region,
      client: outputs.UserPoolClientId!,
      email: ada,
      password,
      ask: async () => '',
    })
    return answer.outcome === 'signed-in' ? answer.token : undefined
  }

  expect(await admin('list')).toMatchObject({
    code: 0,
    out: expect.stringContaining('Nobody has an account'),
  })
  expect(await admin('invite', ada, '--role', 'owner')).toMatchObject({
    code: 0,
    out: expect.stringContaining('owner'),
  })
  expect(await admin('invite', ada)).toMatchObject({
    code: 1,
    errors: expect.stringContaining('has an account already'),
  })
  expect((await admin('list')).out).toMatch(/^ada@example.org +owner +invited$/)
  const cognito = new CognitoIdentityProviderClient({ region })
  await cognito.send(
    new AdminSetUserPasswordCommand({ UserPoolId: pool, Username: ada, Password: password, Permanent: true }),
  )
  expect((await call('POST /api/readers/actions', await signedIn(), { action: 'erase' })).status).toBe(400)

  expect(await admin('role', ada, 'viewer')).toMatchObject({ code: 0 })
  expect((await admin('list')).out).toMatch(/^ada@example.org +viewer +active$/)
  const { status, value } = await call('POST /api/readers/actions', await signedIn(), { action: 'erase' })
  expect([status, value.problems?.[0]?.message]).toEqual([
    403,
    expect.stringContaining('ada@example.org has the role viewer'),
  ])

  expect(await admin('remove', ada)).toMatchObject({ code: 0 })
  expect(await signedIn()).toBeUndefined()
  expect(await admin('role', ada, 'owner')).toMatchObject({
    code: 1,
    errors: expect.stringContaining('has no account'),
  })
  const elsewhere = ['--pool', 'eu-west-1_Nowhere', '--region', region]
  expect(await masthead('admin', 'list', ...elsewhere)).toMatchObject({
    code: 1,
    errors: expect.stringContaining('no such user pool'),
  })
  expect((await masthead('admin', 'invite', ada, '--role', 'chief')).code).toBe(2)
})
