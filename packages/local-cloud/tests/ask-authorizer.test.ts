import { expect, test } from 'vitest'
import { httpApis } from '../http-api/api.resource.ts'
import { type Arrived, createAskAuthorizer } from '../http-api/ask-authorizer.ts'
import type { Resource } from '../types.ts'

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:guard'
const ownArn = 'arn:aws:execute-api:us-east-1:000000000000:api1/authorizers/guard1'

const anAuthorizer = (properties: Record<string, unknown> = {}): Resource => ({
  logicalId: 'Guard',
  type: 'AWS::ApiGatewayV2::Authorizer',
  physicalId: 'guard1',
  attributes: {},
  properties: {
    AuthorizerType: 'REQUEST',
    AuthorizerPayloadFormatVersion: '2.0',
    EnableSimpleResponses: true,
    AuthorizerUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
    IdentitySource: ['$request.header.Authorization'],
    AuthorizerResultTtlInSeconds: 60,
    ...properties,
  },
})

const aRequest = (authorization?: string, routeKey = 'GET /pets/{pet}'): Arrived => ({
  request: {
    method: 'GET',
    path: '/pets/rex',
    query: 'a=1',
    headers: { host: 'api.local:80', cookie: 'c=1; d=2', ...(authorization && { authorization }) },
    body: Buffer.from('{}'),
  },
  path: '/pets/rex',
  match: {
    route: { ...anAuthorizer(), type: 'AWS::ApiGatewayV2::Route' },
    routeKey,
    pathParameters: { pet: 'rex' },
    isAlone: true,
  },
  target: {
    apiId: 'api1',
    account: '000000000000',
    stage: '$default',
    stageVariables: { tone: 'kind' },
    at: 0,
  },
})

// biome-ignore lint/suspicious/noExplicitAny: events of any shape, looked into by assertions.
type Event = any

const asking = (answer: (event: Event) => unknown = () => ({ isAuthorized: true }), mayInvoke = true) => {
  const world = { clock: 0, events: [] as Event[], sources: [] as string[] }
  const ask = createAskAuthorizer({
    invoke: {
      now: async (_, event) => {
        world.events.push(event)
        return answer(event)
      },
    },
    mayInvoke: (_, source) => {
      world.sources.push(source)
      return mayInvoke
    },
    now: () => world.clock,
  })
  return { world, ask }
}

test('the authorizer gets the request without its body, and what identifies the caller', async () => {
  const { world, ask } = asking()
  await ask(anAuthorizer(), aRequest('Bearer x'))
  expect(world.sources).toEqual([ownArn])
  expect(world.events).toMatchObject([
    {
      version: '2.0',
      type: 'REQUEST',
      routeArn: 'arn:aws:execute-api:us-east-1:000000000000:api1/$default/GET/pets/rex',
      identitySource: ['Bearer x'],
      routeKey: 'GET /pets/{pet}',
      rawPath: '/pets/rex',
      rawQueryString: 'a=1',
      cookies: ['c=1', 'd=2'],
      headers: { authorization: 'Bearer x' },
      queryStringParameters: { a: '1' },
      pathParameters: { pet: 'rex' },
      stageVariables: { tone: 'kind' },
      requestContext: { apiId: 'api1', http: { method: 'GET', path: '/pets/rex' } },
    },
  ])
  expect(world.events[0]).not.toHaveProperty('body')
  expect(world.events[0]).not.toHaveProperty('isBase64Encoded')
})

test('what it says of the caller reaches the function behind the route', async () => {
  const { ask } = asking(() => ({ isAuthorized: true, context: { who: 'ada', level: 3 } }))
  expect(await ask(anAuthorizer(), aRequest('x'))).toEqual({ lambda: { who: 'ada', level: 3 } })
})

test('without an identity source it is 401 and nobody is asked; a refusal is 403', async () => {
  const { world, ask } = asking(() => ({ isAuthorized: false, context: { who: 'eve' } }))
  const two = anAuthorizer({ IdentitySource: ['$request.header.Authorization', '$request.querystring.b'] })
  for (const [authorizer, request] of [
    [anAuthorizer(), aRequest()],
    [anAuthorizer(), aRequest('')],
    [two, aRequest('x')],
  ] as const)
    expect(await ask(authorizer, request)).toMatchObject({
      refused: { status: 401, body: '{"message":"Unauthorized"}' },
    })
  expect(world.events).toEqual([])
  expect(await ask(anAuthorizer(), aRequest('x'))).toMatchObject({
    refused: { status: 403, body: '{"message":"Forbidden"}' },
  })
})

test('an answer is kept for its time under the values of the identity sources, whatever the route', async () => {
  const { world, ask } = asking()
  await ask(anAuthorizer(), aRequest('x'))
  await ask(anAuthorizer(), aRequest('x', 'POST /pets'))
  expect(world.events).toHaveLength(1)
  await ask(anAuthorizer(), aRequest('y'))
  expect(world.events).toHaveLength(2)
  world.clock = 60_000
  await ask(anAuthorizer(), aRequest('x'))
  expect(world.events).toHaveLength(3)
})

test('refusals are kept as well; the route is part of the key where it is an identity source', async () => {
  const { world, ask } = asking(() => ({ isAuthorized: false }))
  const IdentitySource = ['$request.header.Authorization', '$context.routeKey']
  for (const route of ['GET /a', 'GET /a', 'GET /b'])
    await ask(anAuthorizer({ IdentitySource }), aRequest('x', route))
  expect(world.events.map(({ identitySource }) => identitySource[1])).toEqual(['GET /a', 'GET /b'])
})

test.each([
  ['a time of 0', { AuthorizerResultTtlInSeconds: 0 }],
  ['no identity source', { IdentitySource: [] }],
])('with %s nothing is kept', async (_, properties) => {
  const { world, ask } = asking()
  await ask(anAuthorizer(properties), aRequest('x'))
  await ask(anAuthorizer(properties), aRequest('x'))
  expect(world.events).toHaveLength(2)
})

test('an authorizer that fails, may not be called or answers otherwise is the API’s own failure, and is not kept', async () => {
  const failing = asking(() => {
    throw new Error('it broke')
  })
  await expect(failing.ask(anAuthorizer(), aRequest('x'))).rejects.toThrow('it broke')
  await expect(failing.ask(anAuthorizer(), aRequest('x'))).rejects.toThrow('it broke')
  expect(failing.world.events).toHaveLength(2)
  await expect(asking(() => ({ principalId: 'ada' })).ask(anAuthorizer(), aRequest('x'))).rejects.toThrow(
    'without isAuthorized',
  )
  const forbidden = asking(undefined, false)
  await expect(forbidden.ask(anAuthorizer(), aRequest('x'))).rejects.toThrow(ownArn)
  expect(forbidden.world.events).toEqual([])
  const odd = anAuthorizer({ IdentitySource: ['$request.body.token'] })
  await expect(asking().ask(odd, aRequest('x'))).rejects.toThrow('$request.body.token is not known')
})

test('the start refuses an authorizer that answers by policies', () => {
  const { fault } = httpApis['AWS::ApiGatewayV2::Authorizer']!
  const others = {} as never
  expect(fault!(anAuthorizer(), others)).toBeUndefined()
  for (const properties of [
    { EnableSimpleResponses: false },
    { AuthorizerPayloadFormatVersion: '1.0' },
    { AuthorizerCredentialsArn: 'arn:aws:iam::000000000000:role/r' },
  ])
    expect(fault!(anAuthorizer(properties), others)).toContain(
      'only Lambda authorizers with simple responses',
    )
})
