import { afterEach, expect, test } from 'vitest'
import { type HttpApiOptions, startHttpApi } from '../http-api/http-api.ts'
import { createThrottle } from '../http-api/throttle.ts'
import { FunctionError } from '../lambda/errors.ts'
import type { Problem, Resource } from '../types.ts'

// biome-ignore lint/suspicious/noExplicitAny: JSON of any shape, looked into by assertions.
type Json = any

const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

const aResource = (type: string, logicalId: string, properties: Record<string, unknown>): Resource => ({
  logicalId,
  type: `AWS::ApiGatewayV2::${type}`,
  properties,
  physicalId: logicalId,
  attributes: {},
})

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:web'
const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_pool'

const anApi = (
  routes: Record<string, Record<string, unknown>>,
  api: Record<string, unknown> = {},
): Resource[] => [
  aResource('Api', 'api', { ProtocolType: 'HTTP', ...api }),
  aResource('Stage', '$default', { ApiId: 'api', StageName: '$default' }),
  aResource('Integration', 'integration', {
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: functionArn,
    PayloadFormatVersion: '2.0',
  }),
  aResource('Authorizer', 'authorizer', {
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Audience: ['console'], Issuer: issuer },
  }),
  ...Object.entries(routes).map(([RouteKey, more]) =>
    aResource('Route', RouteKey, { ApiId: 'api', RouteKey, Target: 'integrations/integration', ...more }),
  ),
]

const serving = async (
  list: Resource[],
  handle: (event: Json) => unknown,
  over: Partial<HttpApiOptions> = {},
) => {
  const problems: Problem[] = []
  const events: Json[] = []
  const sources: string[] = []
  const api = await startHttpApi({
    port: 0,
    api: () => list.find(({ type }) => type === 'AWS::ApiGatewayV2::Api'),
    resources: {
      get: (logicalId) => list.find((one) => one.logicalId === logicalId),
      ofType: (type) => list.filter((one) => one.type === type),
      byArn: () => undefined,
    },
    invoke: {
      now: async (_, event) => {
        events.push(event)
        return handle(event)
      },
      later: () => {},
    },
    mayInvoke: (_, sourceArn) => sources.push(sourceArn) > 0,
    verifyToken: async (token, from, audience) => {
      if (token !== 'good') throw new Error('bad token')
      return {
        sub: 'ada',
        iss: from,
        aud: audience[0],
        scope: 'read',
        'cognito:groups': ['editors', 'admins'],
        exp: 12,
      }
    },
    onProblem: (problem) => problems.push(problem),
    ...over,
  })
  undo.push(() => api.end())
  const get = (path: string, init: RequestInit = {}) => fetch(api.url + path, init)
  return { get, problems, events, sources, url: api.url }
}

test('a route with a share of its own is throttled by it, and leaves the others theirs', async () => {
  const list = anApi({ 'ANY /forms': {}, 'ANY /links': {} })
  const stage = list.find(({ type }) => type.endsWith('Stage'))!
  stage.properties.DefaultRouteSettings = { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 40 }
  stage.properties.RouteSettings = { 'ANY /forms': { ThrottlingRateLimit: 0.01, ThrottlingBurstLimit: 10 } }
  const { get, events } = await serving(list, () => 'ok')
  const flood = await Promise.all(Array.from({ length: 30 }, () => get('/forms')))
  expect(flood.filter(({ status }) => status === 200)).toHaveLength(10)
  const refused = flood.filter(({ status }) => status === 429)
  expect(refused).toHaveLength(20)
  expect(await refused[0]!.json()).toEqual({ message: 'Too Many Requests' })
  expect(events).toHaveLength(10)
  const links = await Promise.all(Array.from({ length: 30 }, () => get('/links')))
  expect(links.every(({ status }) => status === 200)).toBe(true)
})

test('a share comes back with time', () => {
  let at = 0
  const admits = createThrottle(() => at)
  const stage = aResource('Stage', 'stage', {
    DefaultRouteSettings: { ThrottlingRateLimit: 2, ThrottlingBurstLimit: 2 },
  })
  const three = () => [1, 2, 3].map(() => admits(stage, 'ANY /'))
  expect(three()).toEqual([true, true, false])
  at += 500
  expect(three()).toEqual([true, false, false])
  at += 60_000
  expect(three()).toEqual([true, true, false])
})

test('a route is told that led a request to where no other would have', async () => {
  const elsewhere = { Target: 'integrations/elsewhere' }
  const routes = { 'ANY /a': {}, 'POST /a': {}, 'GET /b': {}, 'GET /c': { AuthorizationType: 'JWT' } }
  const list = [
    ...anApi({ ...routes, 'GET /nobody': {}, 'GET /d': {}, $default: elsewhere }),
    aResource('Integration', 'elsewhere', {
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: `${functionArn}2`,
      PayloadFormatVersion: '2.0',
    }),
  ]
  const told: string[] = []
  const { get } = await serving(list, () => 'ok', { onRouted: (route) => told.push(route) })
  await get('/a', { method: 'POST' })
  expect(told).toEqual([])
  await get('/a')
  await get('/b')
  await get('/nowhere')
  expect(told).toEqual(['ANY /a', 'GET /b', '$default'])
})

test('a request becomes an event of payload format 2.0', async () => {
  const { get, events, sources } = await serving(anApi({ 'POST /readers/{id}': {} }), () => ({
    statusCode: 204,
  }))
  const headers = { 'content-type': 'application/json', cookie: 'a=1; b=2', 'user-agent': 'test' }
  const answer = await get('/readers/%E6%9C%9F?tag=x&tag=y&q=a%20b', {
    method: 'POST',
    headers,
    body: '{"a":1}',
  })
  expect(answer.status).toBe(204)
  expect(events[0]).toMatchObject({
    version: '2.0',
    routeKey: 'POST /readers/{id}',
    rawPath: '/readers/期',
    rawQueryString: 'tag=x&tag=y&q=a%20b',
    cookies: ['a=1', 'b=2'],
    headers: {
      'content-type': 'application/json',
      'x-forwarded-proto': 'http',
      'x-forwarded-for': '127.0.0.1',
    },
    queryStringParameters: { tag: 'x,y', q: 'a b' },
    pathParameters: { id: '期' },
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      http: {
        method: 'POST',
        path: '/readers/期',
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'test',
      },
      routeKey: 'POST /readers/{id}',
      stage: '$default',
      time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      timeEpoch: expect.any(Number),
    },
    body: '{"a":1}',
    isBase64Encoded: false,
  })
  expect(events[0].headers).not.toHaveProperty('cookie')
  expect(events[0].requestContext).not.toHaveProperty('authorizer')
  expect(sources).toEqual(['arn:aws:execute-api:us-east-1:000000000000:api/$default/POST/readers/{id}'])
})

test.each([
  ['text/plain; charset=utf-8', false],
  ['application/json', false],
  ['application/xml', false],
  ['application/x-www-form-urlencoded', true],
  ['multipart/form-data; boundary=x', true],
  ['application/octet-stream', true],
])('a body of %s is Base64: %s', async (type, encoded) => {
  const { get, events } = await serving(anApi({ $default: {} }), () => null)
  await get('/', { method: 'POST', headers: { 'content-type': type }, body: 'a=b' })
  expect(events[0].isBase64Encoded).toBe(encoded)
  expect(events[0].body).toBe(encoded ? 'YT1i' : 'a=b')
})

test('a request without a body, query or cookie has no such fields', async () => {
  const { get, events } = await serving(anApi({ $default: {} }), () => null)
  await get('/')
  for (const name of ['body', 'cookies', 'queryStringParameters', 'pathParameters', 'stageVariables'])
    expect(events[0]).not.toHaveProperty(name)
  expect(events[0].isBase64Encoded).toBe(false)
})

const pets = anApi({
  'GET /pets/dog/1': {},
  'GET /pets/dog/{id}': {},
  'GET /pets/{proxy+}': {},
  'ANY /pets/{proxy+}': {},
  'ANY /{proxy+}': {},
  $default: {},
})

test.each([
  ['GET', '/pets/dog/1', 'GET /pets/dog/1'],
  ['GET', '/pets/dog/2', 'GET /pets/dog/{id}'],
  ['GET', '/pets/cat/1', 'GET /pets/{proxy+}'],
  ['POST', '/pets/dog/1', 'ANY /pets/{proxy+}'],
  ['POST', '/test/5', 'ANY /{proxy+}'],
])('%s %s goes to the most specific route, %s', async (method, path, routeKey) => {
  const { get, events } = await serving(pets, () => null)
  await get(path, { method })
  expect(events[0].routeKey).toBe(routeKey)
})

test('what no route matches is not found, and a removed route is gone at once', async () => {
  const list = anApi({ 'GET /a': {} })
  const { get } = await serving(list, () => null)
  expect((await get('/a')).status).toBe(200)
  const missing = await get('/b')
  expect([missing.status, await missing.json()]).toEqual([404, { message: 'Not Found' }])
  expect((await get('/a', { method: 'POST' })).status).toBe(404)
  list.pop()
  expect((await get('/a')).status).toBe(404)
})

test('a named stage is part of the path', async () => {
  const list = anApi({ 'GET /a': {} })
  list[1] = aResource('Stage', 'prod', { ApiId: 'api', StageName: 'prod', StageVariables: { tone: 'kind' } })
  const { get, events } = await serving(list, () => null)
  expect((await get('/a')).status).toBe(404)
  await get('/prod/a')
  expect(events[0]).toMatchObject({
    rawPath: '/prod/a',
    routeKey: 'GET /a',
    stageVariables: { tone: 'kind' },
  })
})

test.each([
  ['a text', 'hello', 200, 'application/json', 'hello'],
  ['an object without statusCode', { a: 1 }, 200, 'application/json', '{"a":1}'],
  ['nothing', null, 200, 'application/json', 'null'],
  ['a body', { statusCode: 201, body: 'x' }, 201, 'text/plain;charset=UTF-8', 'x'],
  [
    'its own type',
    { statusCode: '410', headers: { 'Content-Type': 'text/html' }, body: 'x' },
    410,
    'text/html',
    'x',
  ],
  ['Base64', { statusCode: 200, body: 'eA==', isBase64Encoded: true }, 200, 'text/plain;charset=UTF-8', 'x'],
  ['no status', { statusCode: 'ok' }, 500, 'application/json', '{"message":"Internal Server Error"}'],
  ['no text', { statusCode: 200, body: {} }, 500, 'application/json', '{"message":"Internal Server Error"}'],
])('a result with %s is answered as API Gateway does', async (_, result, status, type, body) => {
  const { get } = await serving(anApi({ $default: {} }), () => result)
  const answer = await get('/')
  expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
    status,
    type,
    body,
  ])
})

test('cookies are set one by one', async () => {
  const { get } = await serving(anApi({ $default: {} }), () => ({
    statusCode: 200,
    cookies: ['a=1; Path=/', 'b=2'],
  }))
  expect((await get('/')).headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2'])
})

test('a function that fails is answered 500 and told once, where it runs', async () => {
  const { get, problems } = await serving(anApi({ $default: {} }), () => {
    throw new FunctionError('Web', { errorType: 'Error', errorMessage: 'secret' })
  })
  const answer = await get('/')
  expect([answer.status, await answer.json()]).toEqual([500, { message: 'Internal Server Error' }])
  expect(problems).toEqual([])
})

test('a body that is too long for an event is answered 413', async () => {
  const { get } = await serving(anApi({ $default: {} }), () => {
    throw new FunctionError('Web', { errorType: 'RequestTooLargeException', errorMessage: 'too large' })
  })
  expect((await get('/')).status).toBe(413)
})

test('an integration that takes too long is answered 503', async () => {
  const list = anApi({ $default: {} })
  list[2]!.properties.TimeoutInMillis = 50
  const { get, problems } = await serving(list, () => new Promise(() => {}))
  expect((await get('/')).status).toBe(503)
  expect(problems).toMatchObject([{ kind: 'timeout', where: '$default' }])
})

test('without a Lambda permission the route fails and says what is missing', async () => {
  const { get, problems, events } = await serving(anApi({ 'ANY /a/{proxy+}': {} }), () => null, {
    mayInvoke: () => false,
  })
  expect((await get('/a/b')).status).toBe(500)
  expect(events).toEqual([])
  expect(problems).toMatchObject([{ kind: 'denied', where: 'ANY /a/{proxy+}' }])
  expect(problems[0]!.what).toContain('arn:aws:execute-api:us-east-1:000000000000:api/$default/*/a/{proxy+}')
})

test('a route without an integration says so', async () => {
  const { get, problems } = await serving(anApi({ 'GET /a': { Target: 'integrations/gone' } }), () => null)
  expect((await get('/a')).status).toBe(500)
  expect(problems[0]!.what).toContain('"gone" is no AWS::ApiGatewayV2::Integration')
})

const guarded = { AuthorizationType: 'JWT', AuthorizerId: 'authorizer' }
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

test('a JWT authorizer lets a good token in and hands its claims on as text', async () => {
  const { get, events } = await serving(anApi({ 'GET /admin': guarded }), () => null)
  expect((await get('/admin', bearer('good'))).status).toBe(200)
  expect(events[0].requestContext.authorizer).toEqual({
    jwt: {
      claims: {
        sub: 'ada',
        iss: issuer,
        aud: 'console',
        scope: 'read',
        'cognito:groups': '[editors admins]',
        exp: '12',
      },
      scopes: null,
    },
  })
})

test('no token or a bad token is unauthorized, a token without the scope forbidden', async () => {
  const scoped = { ...guarded, AuthorizationScopes: ['write'] }
  const { get, events } = await serving(anApi({ 'GET /admin': guarded, 'GET /scoped': scoped }), () => null)
  const without = await get('/admin')
  expect([without.status, await without.json()]).toEqual([401, { message: 'Unauthorized' }])
  expect(without.headers.get('www-authenticate')).toBe('Bearer')
  expect((await get('/admin', bearer('bad'))).status).toBe(401)
  const forbidden = await get('/scoped', bearer('good'))
  expect([forbidden.status, await forbidden.json()]).toEqual([403, { message: 'Forbidden' }])
  expect(events).toEqual([])
})

test('an authorization that is not known here is not silently open', async () => {
  const { get, problems } = await serving(
    anApi({ 'GET /admin': { AuthorizationType: 'AWS_IAM' } }),
    () => null,
  )
  expect((await get('/admin')).status).toBe(500)
  expect(problems[0]!.what).toContain('AuthorizationType AWS_IAM is not known')
})

test('CORS is answered as configured', async () => {
  const CorsConfiguration = {
    AllowOrigins: ['https://a.example'],
    AllowMethods: ['POST'],
    AllowHeaders: ['x'],
    MaxAge: 60,
  }
  const { get, events } = await serving(anApi({ 'POST /a': {} }, { CorsConfiguration }), () => null)
  const headers = { origin: 'https://a.example', 'access-control-request-method': 'POST' }
  const preflight = await get('/a', { method: 'OPTIONS', headers })
  expect(preflight.status).toBe(204)
  expect(Object.fromEntries(preflight.headers)).toMatchObject({
    'access-control-allow-origin': 'https://a.example',
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'x',
    'access-control-max-age': '60',
  })
  expect(events).toEqual([])
  const other = await get('/a', { method: 'POST', headers: { origin: 'https://b.example' } })
  expect(other.headers.has('access-control-allow-origin')).toBe(false)
})

test('a port in use is one clear line', async () => {
  const { url } = await serving(anApi({}), () => null)
  const port = Number(new URL(url).port)
  await expect(serving(anApi({}), () => null, { port })).rejects.toThrow(
    `port ${port} is in use: choose another for the API`,
  )
})

test('each request is metered, in parts of 512 KB of what comes in or goes out', async () => {
  const metered: object[] = []
  const answer = { statusCode: 200, body: 'x'.repeat(600 * 1024) }
  const { get } = await serving(
    anApi({ 'GET /small': {}, 'GET /large': {} }),
    ({ rawPath }) => (rawPath === '/large' ? answer : { statusCode: 204 }),
    { meter: (caller, used) => metered.push([caller, used]) },
  )
  await get('/small')
  await get('/large')
  expect(metered).toEqual([
    ['api', { 'api.requests': 1 }],
    ['api', { 'api.requests': 2 }],
  ])
})
