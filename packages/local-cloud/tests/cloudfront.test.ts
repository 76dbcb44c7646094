import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { type CloudFrontOptions, startCloudFront } from '../cloudfront/cloudfront.ts'
import { syntaxFault } from '../cloudfront/edge-syntax.ts'
import type { Problem, Resource } from '../types.ts'

const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

const optimized = '658327ea-f89d-4fab-a63d-7e88639e58f6'
const disabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad'
const allViewer = '216adef6-5c7f-47e4-b989-5492eafa07d3'
const allViewerExceptHost = 'b689b0a8-53d0-40ab-baf2-68738e2966ac'
const apiHost = 'abc.execute-api.us-east-1.amazonaws.com'

const aResource = (type: string, logicalId: string, properties: Record<string, unknown>): Resource => ({
  logicalId,
  type: `AWS::CloudFront::${type}`,
  properties,
  physicalId: logicalId,
  attributes: { FunctionARN: `arn:${logicalId}`, Arn: `arn:${logicalId}`, DomainName: 'd1.cloudfront.net' },
})

const files = { TargetOriginId: 'files', CachePolicyId: optimized, Compress: true }
const live = {
  PathPattern: '/api/*',
  TargetOriginId: 'api',
  CachePolicyId: disabled,
  OriginRequestPolicyId: allViewerExceptHost,
  AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
}

type Config = { DefaultCacheBehavior?: object; CacheBehaviors?: object[]; [name: string]: unknown }

const aDistribution = (config: Config = {}) =>
  aResource('Distribution', 'Site', {
    DistributionConfig: {
      Origins: [
        {
          Id: 'files',
          DomainName: 'pages.s3.us-east-1.amazonaws.com',
          OriginAccessControlId: 'access',
          S3OriginConfig: { OriginAccessIdentity: '' },
        },
        { Id: 'api', DomainName: apiHost, CustomOriginConfig: { OriginProtocolPolicy: 'https-only' } },
      ],
      DefaultCacheBehavior: files,
      CacheBehaviors: [live],
      ...config,
    },
  })

type Seen = { method: string; url: string; headers: IncomingHttpHeaders; body: string }

const anOrigin = async (headers: Record<string, string | string[]> = {}, status = 200) => {
  const seen: Seen[] = []
  const server = createServer(async (incoming, outgoing) => {
    const chunks = await Array.fromAsync(incoming as AsyncIterable<Buffer>)
    const body = Buffer.concat(chunks).toString()
    seen.push({ method: incoming.method!, url: incoming.url!, headers: incoming.headers, body })
    outgoing.writeHead(status, headers).end('from the API')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  undo.push(
    () => server.closeAllConnections(),
    () => server.close(),
  )
  return { seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const page = (body: string | Buffer, type = 'text/html', more: Record<string, string> = {}) => ({
  status: 200,
  headers: { 'content-type': type, etag: '"abc"', 'last-modified': 'Mon, 23 Nov 2026 08:00:00 GMT', ...more },
  body: Buffer.from(body),
})
const long = '期刊 research '.repeat(200)

const serving = async (list: Resource[], over: Partial<CloudFrontOptions> = {}) => {
  const problems: Problem[] = []
  const read: string[] = []
  const objects: Record<string, ReturnType<typeof page>> = {
    'index.html': page('home'),
    '404.html': page('nothing here'),
    'zh/index.html': page(long),
    'zh/期.html': page('an issue'),
    'zh/feed.atom': page(long, 'application/atom+xml'),
  }
  const site = await startCloudFront({
    port: 0,
    distribution: () => list.find(({ type }) => type === 'AWS::CloudFront::Distribution'),
    resources: {
      get: (logicalId) => list.find((one) => one.logicalId === logicalId),
      ofType: (type) => list.filter((one) => one.type === type),
      byArn: () => undefined,
    },
    getObject: async (bucket, key, arn) => {
      read.push(`${arn} ${bucket}/${key}`)
      return objects[key] ?? { status: 403, headers: {}, body: Buffer.from('AccessDenied') }
    },
    httpOrigin: () => undefined,
    onProblem: (problem) => problems.push(problem),
    ...over,
  })
  undo.push(() => site.end())
  const get = (path: string, init: RequestInit = {}) =>
    fetch(site.url + path, { redirect: 'manual', ...init })
  /** Plain HTTP, without fetch's own headers and decompression. */
  const raw = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    new Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
      request(site.url + path, { headers, method }, async (answer) => {
        const chunks = await Array.fromAsync(answer as AsyncIterable<Buffer>)
        resolve({ status: answer.statusCode!, headers: answer.headers, body: Buffer.concat(chunks) })
      })
        .on('error', reject)
        .end()
    })
  return { get, raw, problems, read, url: site.url }
}

test('a file comes from the bucket, read for the distribution', async () => {
  const { get, read } = await serving([aDistribution()])
  const answer = await get('/zh/%E6%9C%9F.html?from=mail')
  expect([answer.status, await answer.text()]).toEqual([200, 'an issue'])
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'text/html',
    etag: '"abc"',
    'x-cache': 'Miss from cloudfront',
  })
  expect(read).toEqual(['arn:Site pages/zh/期.html'])
})

test('the default root object stands for / only', async () => {
  const { get } = await serving([aDistribution({ DefaultRootObject: 'index.html' })])
  expect(await (await get('/')).text()).toBe('home')
  expect((await get('/zh/')).status).toBe(403)
})

test('an origin path goes before the key, custom headers go to the origin', async () => {
  const origin = await anOrigin()
  const distribution = aDistribution({ CacheBehaviors: [{ ...live, PathPattern: '*' }] })
  const config = distribution.properties.DistributionConfig as { Origins: Record<string, unknown>[] }
  Object.assign(config.Origins[1]!, {
    OriginPath: '/prod',
    OriginCustomHeaders: [{ HeaderName: 'X-Secret', HeaderValue: 's' }],
  })
  const { get } = await serving([distribution], { httpOrigin: () => origin.url })
  await get('/a?b=c')
  expect(origin.seen[0]).toMatchObject({ url: '/prod/a?b=c', headers: { 'x-secret': 's' } })
})

test.each([
  ['/api/*', '/api/x/y', true],
  ['/api/*', '/api', false],
  ['/api/*', '/API/x', false],
  ['api/*', '/api/x', true],
  ['/subscribe*', '/subscribe', true],
  ['/subscribe*', '/zh/subscribe', false],
  ['*.json', '/zh/a.json', true],
  ['*.json', '/zh/a+json', false],
  ['/a?.html', '/ab.html', true],
  ['/a?.html', '/a.html', false],
])('the pattern %s and the path %s: %s', async (PathPattern, path, isLive) => {
  const origin = await anOrigin()
  const { get } = await serving([aDistribution({ CacheBehaviors: [{ ...live, PathPattern }] })], {
    httpOrigin: () => origin.url,
  })
  await get(path)
  expect(origin.seen).toHaveLength(isLive ? 1 : 0)
})

test('a method that the behaviour does not allow is refused by CloudFront', async () => {
  const { get, read } = await serving([aDistribution()])
  expect((await get('/index.html', { method: 'POST' })).status).toBe(403)
  expect(read).toEqual([])
})

const viewer = {
  headers: {
    cookie: 'a=1; b=2',
    'x-own': 'yes',
    authorization: 'Bearer t',
    'content-type': 'text/plain',
    'user-agent': 'me',
  },
}

test('a request goes to an HTTP origin with what the origin request policy lets through', async () => {
  const origin = await anOrigin({ 'set-cookie': ['a=1', 'b=2'] })
  const { get } = await serving([aDistribution()], {
    httpOrigin: (domain) => (domain === apiHost ? origin.url : undefined),
  })
  const answer = await get('/api/a%20b?x=1&y=2', { ...viewer, method: 'POST', body: 'hello' })
  expect([answer.status, await answer.text()]).toEqual([200, 'from the API'])
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(origin.seen[0]).toMatchObject({
    method: 'POST',
    url: '/api/a%20b?x=1&y=2',
    body: 'hello',
    headers: {
      host: apiHost,
      cookie: 'a=1; b=2',
      'x-own': 'yes',
      authorization: 'Bearer t',
      'user-agent': 'me',
      'content-type': 'text/plain',
      'x-forwarded-for': '127.0.0.1',
    },
  })
})

test('without such a policy the origin sees no query, cookie or header of the viewer', async () => {
  const origin = await anOrigin()
  const { OriginRequestPolicyId: _, ...bare } = live
  const { get } = await serving([aDistribution({ CacheBehaviors: [bare] })], { httpOrigin: () => origin.url })
  await get('/api/a?x=1', viewer)
  expect(origin.seen[0]!.url).toBe('/api/a')
  expect(origin.seen[0]!.headers['user-agent']).toBe('Amazon CloudFront')
  for (const name of ['cookie', 'x-own', 'authorization'])
    expect(origin.seen[0]!.headers).not.toHaveProperty(name)
})

test('policies of the template choose by name', async () => {
  const origin = await anOrigin()
  const policy = aResource('OriginRequestPolicy', 'policy', {
    OriginRequestPolicyConfig: {
      HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['X-Own'] },
      CookiesConfig: { CookieBehavior: 'allExcept', Cookies: ['a'] },
      QueryStringsConfig: { QueryStringBehavior: 'none' },
    },
  })
  const cache = aResource('CachePolicy', 'cache', {
    CachePolicyConfig: {
      ParametersInCacheKeyAndForwardedToOrigin: {
        HeadersConfig: { HeaderBehavior: 'none' },
        CookiesConfig: { CookieBehavior: 'none' },
        QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: ['t'] },
      },
    },
  })
  const behavior = { ...live, OriginRequestPolicyId: 'policy', CachePolicyId: 'cache' }
  const list = [aDistribution({ CacheBehaviors: [behavior] }), policy, cache]
  const { get } = await serving(list, { httpOrigin: () => origin.url })
  await get('/api/a?t=1&u=2', viewer)
  expect(origin.seen[0]).toMatchObject({ url: '/api/a?t=1', headers: { cookie: 'b=2', 'x-own': 'yes' } })
  expect(origin.seen[0]!.headers).not.toHaveProperty('authorization')
})

test('the viewer’s Host sent to an API is the mistake that it is in AWS', async () => {
  const origin = await anOrigin()
  const behavior = { ...live, OriginRequestPolicyId: allViewer }
  const { get, problems } = await serving([aDistribution({ CacheBehaviors: [behavior] })], {
    httpOrigin: () => origin.url,
  })
  expect((await get('/api/a')).status).toBe(502)
  expect(problems[0]!.what).toContain('use AllViewerExceptHostHeader')
  expect(origin.seen).toEqual([])
})

const edge = (code: string, eventType = 'viewer-request') => [
  aDistribution({
    DefaultCacheBehavior: {
      ...files,
      FunctionAssociations: [{ EventType: eventType, FunctionARN: 'arn:Edge' }],
    },
  }),
  aResource('Function', 'Edge', { FunctionCode: code, FunctionConfig: { Runtime: 'cloudfront-js-2.0' } }),
]

test('a viewer-request function may change the request', async () => {
  const { get, read } = await serving(
    edge(
      `function handler(event) { const r = event.request; if (r.uri.endsWith('/')) r.uri += 'index.html'; return r }`,
    ),
  )
  expect((await get('/zh/')).status).toBe(200)
  expect(read).toEqual(['arn:Site pages/zh/index.html'])
})

test('a viewer-request function may answer, asynchronously too', async () => {
  const code = `async function handler(event) {
    const request = event.request, context = event.context, viewer = event.viewer
    return { statusCode: 302, headers: { location: { value: '/' + request.headers['accept-language'].value + '/' } },
      cookies: { seen: { value: request.cookies.a.value, attributes: 'Path=/' } },
      body: { encoding: 'text', data: [context.eventType, viewer.ip, request.querystring.q.value].join() } } }`
  const { get, read } = await serving(edge(code))
  const answer = await get('/?q=%20', { headers: { 'accept-language': 'zh', cookie: 'a=1' } })
  expect([answer.status, answer.headers.get('location'), await answer.text()]).toEqual([
    302,
    '/zh/',
    'viewer-request,127.0.0.1,%20',
  ])
  expect(answer.headers.getSetCookie()).toEqual(['seen=1; Path=/'])
  expect(read).toEqual([])
})

test('a viewer-response function may change headers; the body stays', async () => {
  const { get } = await serving(
    edge(
      `function handler(event) { event.response.headers['x-was'] = { value: String(event.response.statusCode) }; return event.response }`,
      'viewer-response',
    ),
  )
  const answer = await get('/index.html')
  expect([answer.headers.get('x-was'), await answer.text()]).toEqual(['200', 'home'])
})

test('a viewer-response function may change the status, by what an object says of itself', async () => {
  const { get } = await serving(
    edge(
      `function handler(event) { const r = event.response; const s = r.headers['x-amz-meta-status']; if (s) r.statusCode = Number(s.value); delete r.headers['x-amz-meta-status']; return r }`,
      'viewer-response',
    ),
    { getObject: async () => page('it was here', 'text/html', { 'x-amz-meta-status': '410' }) },
  )
  const answer = await get('/index.html')
  expect([answer.status, await answer.text()]).toEqual([410, 'it was here'])
  expect(answer.headers.has('x-amz-meta-status')).toBe(false)
})

test.each([
  ['throws', `function handler() { throw new Error('broken') }`, 'broken'],
  ['returns nothing', `function handler() {}`, 'neither a request nor a response'],
  ['never ends', `function handler() { for (;;); }`, 'timed out'],
  ['uses the network', `function handler() { return fetch('http://x') }`, 'fetch is not defined'],
  [
    'asks for a module',
    `const fs = require('fs'); function handler(e) { return e.request }`,
    'have no module "fs"',
  ],
  ['uses later syntax', `function handler(e) { return e?.request }`, 'cloudfront-js-2.0 has no `?.`'],
  [
    'escapes its context',
    `function handler(e) { Buffer.from('x').constructor.constructor('return process')(); return e.request }`,
    'Code generation from strings disallowed',
  ],
  [
    'capitalises a header',
    `function handler(e) { e.request.headers['X-Own'] = { value: '1' }; return e.request }`,
    'X-Own is not',
  ],
  [
    'sets what is CloudFront’s own',
    `function handler() { return { statusCode: 200, headers: { 'x-cache': { value: 'Hit' } } } }`,
    'may not set the header x-cache',
  ],
  [
    'changes what it may only read',
    `function handler(e) { e.request.headers.host.value = 'other.example'; return e.request }`,
    'may only read the header host',
  ],
  ['is too long', `function handler(e) { return e.request } //${'x'.repeat(10_240)}`, 'may have 10240 bytes'],
])('a function that %s is an error page and a problem', async (_, code, what) => {
  const { get, problems } = await serving(edge(code))
  expect((await get('/index.html')).status).toBe(503)
  expect(problems).toMatchObject([{ kind: 'error', where: 'Site', what: expect.stringContaining(what) }])
})

test.each([
  ['1.0', 'var f = function () { return `a` + 2 ** 3 }; var g = (...all) => all; for (var k in {}) f()', ''],
  ['1.0', 'const a = 1; let b = 2; async function f() {}', '`const` and `let`, no `async` and `await`'],
  ['2.0', 'const a = 1; let b = async () => 2; async function f() { await b() }', ''],
  ['2.0', 'class A {}', 'classes'],
  ['2.0', 'for (const a of []) {}', '`for … of`'],
  ['2.0', 'var { a } = b', 'destructuring'],
  ['2.0', 'function f(a = 1) {}', 'default values of parameters'],
  ['2.0', 'a ?? b', '`??`'],
])('the runtime %s takes only the syntax that it documents: %s', async (version, code, lacks) => {
  const runtime = `cloudfront-js-${version}`
  expect(await syntaxFault(code, runtime)).toBe(lacks ? `the runtime ${runtime} has no ${lacks}` : undefined)
})

test('a function has Buffer and the modules that CloudFront documents', async () => {
  const code = `function handler(event) {
    const crypto = require('crypto'), querystring = require('querystring')
    const bytes = Buffer.concat([Buffer.from('68656c6c6f', 'hex'), Buffer.alloc(1, '!')])
    bytes.writeUInt8(72, 0)
    const all = [
      bytes.toString(), bytes.slice(0, 2).toString('base64'), bytes.length, Buffer.isBuffer(bytes), bytes.readUInt16BE(0),
      crypto.createHash('sha256').update('a').update(Buffer.from('b')).digest('hex').slice(0, 8),
      crypto.createHmac('sha1', 'key').update('a').digest('base64'),
      querystring.stringify({ a: ['1', '2'] }), querystring.parse('b=%20').b,
    ]
    return { statusCode: 200, body: JSON.stringify(all) }
  }`
  const { get, problems } = await serving(edge(code))
  const answer = await get('/')
  expect(problems).toEqual([])
  expect(await answer.json()).toEqual([
    'Hello!',
    'SGU=',
    6,
    true,
    0x4865,
    createHash('sha256').update('ab').digest('hex').slice(0, 8),
    createHmac('sha1', 'key').update('a').digest('base64'),
    'a=1&a=2',
    ' ',
  ])
})

const errorPage = {
  CustomErrorResponses: [
    { ErrorCode: 403, ResponseCode: 404, ResponsePagePath: '/404.html', ErrorCachingMinTTL: 10 },
  ],
}

test('a custom error response replaces the origin’s answer', async () => {
  const { get } = await serving([aDistribution(errorPage)])
  const answer = await get('/gone.html')
  expect([answer.status, await answer.text(), answer.headers.get('x-cache')]).toEqual([
    404,
    'nothing here',
    'Error from cloudfront',
  ])
})

test('it replaces what any origin answers, an API as well as a bucket', async () => {
  const { url } = await anOrigin({ 'content-type': 'application/json' }, 403)
  const { get } = await serving([aDistribution(errorPage)], { httpOrigin: () => url })
  const answer = await get('/api/things')
  expect([answer.status, await answer.text()]).toEqual([404, 'nothing here'])
})

test('an error page that is not there is answered by its own origin', async () => {
  const lost = { CustomErrorResponses: [{ ErrorCode: 500, ResponsePagePath: '/lost.html' }] }
  const { url } = await anOrigin({}, 500)
  const { get } = await serving([aDistribution(lost)], { httpOrigin: () => url })
  const answer = await get('/api/things')
  expect([answer.status, await answer.text()]).toEqual([403, 'AccessDenied'])
})

const headersPolicy = aResource('ResponseHeadersPolicy', 'headers', {
  ResponseHeadersPolicyConfig: {
    SecurityHeadersConfig: {
      ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'none'", Override: true },
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: 'DENY', Override: true },
      ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: false },
      StrictTransportSecurity: { AccessControlMaxAgeSec: 60, IncludeSubdomains: true, Override: true },
    },
    CustomHeadersConfig: { Items: [{ Header: 'Permissions-Policy', Value: 'camera=()', Override: true }] },
    RemoveHeadersConfig: { Items: [{ Header: 'Server' }] },
  },
})

test('a response headers policy adds, replaces and removes, on error pages too', async () => {
  const DefaultCacheBehavior = { ...files, ResponseHeadersPolicyId: 'headers' }
  const { get } = await serving([aDistribution({ DefaultCacheBehavior, ...errorPage }), headersPolicy], {
    getObject: async () =>
      page('x', 'text/html', { server: 'S3', 'referrer-policy': 'origin', 'x-frame-options': 'ALLOW' }),
  })
  const answer = await get('/index.html')
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'origin',
    'strict-transport-security': 'max-age=60; includeSubDomains',
    'permissions-policy': 'camera=()',
  })
  expect(answer.headers.has('server')).toBe(false)
  const plain = await serving([aDistribution({ DefaultCacheBehavior, ...errorPage }), headersPolicy])
  const missing = await plain.get('/gone.html')
  expect([missing.status, missing.headers.get('x-frame-options')]).toEqual([404, 'DENY'])
})

test('a file is compressed by Brotli before gzip, with a weak ETag', async () => {
  const { raw } = await serving([aDistribution()])
  const br = await raw('/zh/index.html', { 'accept-encoding': 'gzip, br' })
  expect(br.headers).toMatchObject({ 'content-encoding': 'br', etag: 'W/"abc"', vary: 'Accept-Encoding' })
  expect(brotliDecompressSync(br.body).toString()).toBe(long)
  const gzip = await raw('/zh/index.html', { 'accept-encoding': 'gzip, br;q=0' })
  expect(gzip.headers['content-encoding']).toBe('gzip')
  expect(gunzipSync(gzip.body).toString()).toBe(long)
})

test.each([
  ['the viewer does not ask', '/zh/index.html', {}, files],
  ['the file is small', '/index.html', { 'accept-encoding': 'br' }, files],
  ['its type is not on CloudFront’s list', '/zh/feed.atom', { 'accept-encoding': 'br' }, files],
  [
    'the behaviour does not compress',
    '/zh/index.html',
    { 'accept-encoding': 'br' },
    { ...files, Compress: false },
  ],
  [
    'caching is disabled',
    '/zh/index.html',
    { 'accept-encoding': 'br' },
    { ...files, CachePolicyId: disabled },
  ],
])('a file stays as it is when %s', async (_, path, headers, DefaultCacheBehavior) => {
  const { raw } = await serving([aDistribution({ DefaultCacheBehavior })])
  const answer = await raw(path, headers)
  expect(answer.status).toBe(200)
  expect(answer.headers).not.toHaveProperty('content-encoding')
})

test('a viewer that has the current version gets 304, also with the ETag of the compressed one', async () => {
  const { raw } = await serving([aDistribution()])
  for (const headers of [
    { 'if-none-match': '"abc"' },
    { 'if-none-match': '"old", W/"abc"', 'accept-encoding': 'br' },
    { 'if-modified-since': 'Mon, 23 Nov 2026 08:00:00 GMT' },
  ] as Record<string, string>[]) {
    const answer = await raw('/zh/index.html', headers)
    expect([answer.status, answer.body.length]).toEqual([304, 0])
  }
  expect((await raw('/zh/index.html', { 'if-none-match': '"old"' })).status).toBe(200)
  expect((await raw('/zh/index.html', { 'if-modified-since': 'Mon, 23 Nov 2026 07:59:59 GMT' })).status).toBe(
    200,
  )
})

test('HEAD has the headers and no body', async () => {
  const { raw } = await serving([aDistribution()])
  const answer = await raw('/index.html', {}, 'HEAD')
  expect([answer.status, answer.headers['content-length'], answer.body.length]).toEqual([200, '4', 0])
})

const withOrigin = (over: Record<string, unknown>) => {
  const distribution = aDistribution()
  Object.assign((distribution.properties.DistributionConfig as { Origins: object[] }).Origins[0]!, over)
  return [distribution]
}

test.each([
  [
    'no access to the bucket',
    withOrigin({ OriginAccessControlId: undefined }),
    'has no OriginAccessControlId',
  ],
  [
    'an origin that nothing serves',
    withOrigin({ S3OriginConfig: undefined, DomainName: 'a.example' }),
    'a.example is not served',
  ],
  [
    'an unknown policy',
    [aDistribution({ DefaultCacheBehavior: { ...files, CachePolicyId: 'x' } })],
    'CachePolicy x is neither',
  ],
  [
    'Lambda@Edge',
    [aDistribution({ DefaultCacheBehavior: { ...files, LambdaFunctionAssociations: [{}] } })],
    'Lambda@Edge',
  ],
])('%s is a clear problem', async (_, list, what) => {
  const { get, problems } = await serving(list)
  expect((await get('/index.html')).status).toBe(502)
  expect(problems).toMatchObject([{ kind: 'error', where: 'Site', what: expect.stringContaining(what) }])
})

test('an answer of the API passes as it is, redirects and errors too', async () => {
  const origin = await anOrigin({ location: 'https://a.example/', 'content-type': 'text/plain' }, 303)
  const { get } = await serving([aDistribution()], { httpOrigin: () => origin.url })
  const answer = await get('/api/a')
  expect([answer.status, answer.headers.get('location')]).toEqual([303, 'https://a.example/'])
})

test('a port in use is one clear line', async () => {
  const { url } = await serving([aDistribution()])
  const port = Number(new URL(url).port)
  await expect(serving([aDistribution()], { port })).rejects.toThrow(
    `port ${port} is in use: choose another for the site`,
  )
})

test('each request is metered: itself, what goes out and what is read from the bucket', async () => {
  const metered: Record<string, number>[] = []
  const { get } = await serving([aDistribution()], { meter: (_, used) => metered.push(used) })
  await (await get('/zh/%E6%9C%9F.html')).text()
  expect(metered[0]).toEqual({ 's3.reads': 1 })
  expect(metered[1]).toMatchObject({ 'cloudfront.requests': 1 })
  const bytes = metered[1]!['cloudfront.out']! * 2 ** 30
  expect(bytes).toBeGreaterThan('an issue'.length)
  expect(bytes).toBeLessThan(1_000)
})
