import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { roles } from '../../functions/access/role.ts'
import { routes as byFunction, otherPaths } from '../../functions/api/routes-and-roles.ts'
import { idIn, publication, synthesise } from './synthesised.ts'

const { ofType, resources } = synthesise()
const routes = ofType('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties)
const { DistributionConfig } = resources.SiteDistribution!.Properties
const behaviours: { PathPattern: string; ResponseHeadersPolicyId: unknown; AllowedMethods?: string[] }[] =
  DistributionConfig.CacheBehaviors
const behaviourOf = (pattern: string) => behaviours.find(({ PathPattern }) => PathPattern === pattern)!
const [assets, ofMails, ofConsole] = [
  behaviourOf('/admin/assets/*'),
  behaviourOf('/admin/mail/*'),
  behaviourOf('/admin*'),
]
/** What functions answer, and nobody keeps. */
const live = behaviours.filter((it) => it !== assets)
const forms = live.filter((it) => it !== ofConsole && it !== ofMails)

test('each form is for anybody and says itself which methods it lacks, as do paths that are nobody’s', () => {
  const open = routes.filter(({ RouteKey }) => !RouteKey.includes('/api/'))
  expect(open.map(({ RouteKey }) => RouteKey).sort()).toEqual([
    '$default',
    'ANY /admin',
    'ANY /admin/{path+}',
    'ANY /confirm',
    'ANY /preferences',
    'ANY /preferences/address',
    'ANY /preferences/data',
    'ANY /preferences/erase',
    'ANY /preferences/move',
    'ANY /rating',
    'ANY /subscribe',
    'ANY /unsubscribe',
  ])
  for (const { AuthorizationType } of open) expect(AuthorizationType).toBe('NONE')
})

test('admins’ calls ask the authorizer who calls, by a pool where nobody signs up alone', () => {
  const open = routes.filter(({ RouteKey }) => RouteKey === otherPaths)
  expect(open.map(({ AuthorizationType }) => AuthorizationType)).toEqual(['NONE'])
  const calls = routes.filter((one) => one.RouteKey.includes('/api/') && !open.includes(one))
  const written = [...Object.keys(byFunction.api), ...Object.keys(byFunction.redrive)]
  expect(calls.map(({ RouteKey }) => RouteKey).sort()).toEqual(written.sort())
  expect(new Set(calls.map(({ AuthorizationType }) => AuthorizationType))).toEqual(new Set(['CUSTOM']))
  const [authorizer, ...others] = new Set(calls.map(({ AuthorizerId }) => idIn(AuthorizerId)))
  expect(others).toEqual([])
  expect(resources[authorizer!]!.Properties).toMatchObject({
    AuthorizerType: 'REQUEST',
    AuthorizerPayloadFormatVersion: '2.0',
    EnableSimpleResponses: true,
    // Who calls does not depend on the route, so a result may be kept for all of them.
    IdentitySource: ['$request.header.Authorization'],
    AuthorizerResultTtlInSeconds: 60,
  })
  expect(resources.AdminAccessAuthorizerFunction!.Properties.Environment.Variables).toEqual({
    USER_POOL_ID: { Ref: 'AdminEditors' },
    ISSUER: { 'Fn::GetAtt': ['AdminEditors', 'ProviderURL'] },
    CLIENT_IDS: {
      'Fn::Join': ['', [{ Ref: 'AdminEditorsCommandLine' }, ',', { Ref: 'AdminEditorsConsole' }]],
    },
    ACCESS_TABLE: { Ref: 'AdminAccessRecords' },
  })
  expect(resources.AdminEditors!.Properties.AdminCreateUserConfig).toEqual({ AllowAdminCreateUserOnly: true })
})

test('each role is a group of the pool, the highest first', () => {
  const groups = ofType('AWS::Cognito::UserPoolGroup').map(([, { Properties }]) => Properties)
  expect(groups.map(({ GroupName, Precedence }) => [GroupName, Precedence]).sort()).toEqual(
    roles.map((role, index) => [role, roles.length - 1 - index]).sort(),
  )
})

test('CloudFront passes on the paths that a function answers to readers, and caches none of them', () => {
  const patterns = DistributionConfig.CacheBehaviors.map((it: { PathPattern: string }) => it.PathPattern)
  const forReaders = ({ RouteKey }: Record<string, string>) =>
    RouteKey !== '$default' && !RouteKey?.includes('/api/')
  expect(patterns.filter((pattern: string) => pattern.startsWith('/api'))).toEqual([])
  for (const { RouteKey } of routes.filter(forReaders)) {
    const path = RouteKey.split(' ')[1]
    expect(patterns.some((pattern: string) => path.startsWith(pattern.replace('*', '')))).toBe(true)
  }
  for (const behaviour of live) {
    // The managed policies CachingDisabled and AllViewerExceptHostHeader.
    expect(behaviour).toMatchObject({
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
      ViewerProtocolPolicy: 'redirect-to-https',
    })
    expect(behaviour.AllowedMethods).toContain('POST')
  }
})

test('CloudFront shows the form that a visitor came through it, by what only this stack knows', () => {
  const origins: { OriginCustomHeaders?: object[] }[] = DistributionConfig.Origins
  const key = { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }
  expect(origins.flatMap(({ OriginCustomHeaders = [] }) => OriginCustomHeaders)).toEqual([
    { HeaderName: 'masthead-edge-key', HeaderValue: key },
  ])
  expect(resources.SubscriptionsSubscribeFunction!.Properties.Environment.Variables.EDGE_KEY).toEqual(key)
})

test('the answer that a thing is not there stays the API’s own', () => {
  expect(DistributionConfig.CustomErrorResponses).toEqual([
    { ErrorCode: 403, ResponseCode: 404, ResponsePagePath: '/404.html', ErrorCachingMinTTL: 10 },
  ])
})

test('no route of readers answers with a status that CloudFront takes for a file that is not there', () => {
  const remapped = DistributionConfig.CustomErrorResponses.map((it: { ErrorCode: number }) => it.ErrorCode)
  const answers = new RegExp(`(statusCode: |\\b\\w+\\()(${remapped.join('|')})\\b`)
  // The admins' API is not behind CloudFront.
  const answering = readdirSync('functions', { recursive: true, encoding: 'utf8' }).filter((name) =>
    /^(?!api\/).*\.ts$/.test(name),
  )
  expect(answering.length).toBeGreaterThan(200)
  expect(answering.filter((name) => answers.test(readFileSync(`functions/${name}`, 'utf8')))).toEqual([])
})

const headersOf = ({ ResponseHeadersPolicyId }: { ResponseHeadersPolicyId: unknown }) =>
  resources[idIn(ResponseHeadersPolicyId)!]!.Properties.ResponseHeadersPolicyConfig
const directivesOf = (behaviour: { ResponseHeadersPolicyId: unknown }): string[] => {
  const { ContentSecurityPolicy: policy } = headersOf(behaviour).SecurityHeadersConfig.ContentSecurityPolicy
  const whole: string =
    typeof policy === 'string'
      ? policy
      : policy['Fn::Join'][1].map((part: unknown) => (typeof part === 'string' ? part : idIn(part))).join('')
  return whole.split('; ')
}

test('files and forms alike run nothing that stands inside a page, are framed by nobody, and come by TLS', () => {
  for (const behaviour of [DistributionConfig.DefaultCacheBehavior, ...DistributionConfig.CacheBehaviors]) {
    if (behaviour === ofMails) continue
    const directives = directivesOf(behaviour)
    expect(directives).toEqual(
      expect.arrayContaining(["default-src 'none'", "style-src 'self'", "base-uri 'none'"]),
    )
    expect(directives).toContain("frame-ancestors 'none'")
    expect(directives.join()).not.toContain('unsafe')
    const { SecurityHeadersConfig, CustomHeadersConfig } = headersOf(behaviour)
    expect(SecurityHeadersConfig).toMatchObject({
      ContentTypeOptions: { Override: true },
      StrictTransportSecurity: {
        AccessControlMaxAgeSec: 63_072_000,
        IncludeSubdomains: false,
        Override: true,
      },
    })
    const custom = CustomHeadersConfig.Items.map(({ Header }: { Header: string }) => Header)
    expect(custom).toEqual(['permissions-policy', 'cross-origin-opener-policy'])
  }
})

test('an article may show images from elsewhere and the search may run; a form may do neither', () => {
  const files = directivesOf(DistributionConfig.DefaultCacheBehavior)
  expect(files).toEqual(
    expect.arrayContaining(["img-src 'self' https: data:", "script-src 'self'", "connect-src 'self'"]),
  )
  for (const behaviour of forms) {
    const directives = directivesOf(behaviour)
    // An answer may lead back to the site that a form stood on, if it is listed.
    const listed = ["form-action 'self'", ...publication.embeds].join(' ')
    expect(directives.toSorted()).toEqual(
      [
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "font-src 'self'",
        "frame-ancestors 'none'",
        "img-src 'self'",
        listed,
        "manifest-src 'self'",
        "style-src 'self'",
      ].toSorted(),
    )
  }
})

test('the console’s own files are kept and compressed as they say, and found before its pages', () => {
  // The managed policy CachingOptimized: Brotli and gzip, the file's own Cache-Control.
  expect(assets).toMatchObject({
    Compress: true,
    CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
    ResponseHeadersPolicyId: ofConsole.ResponseHeadersPolicyId,
  })
  expect(assets).not.toHaveProperty('OriginRequestPolicyId')
  expect(behaviours.indexOf(assets)).toBeLessThan(behaviours.indexOf(ofConsole))
})

test('the console runs its own script, and its forms lead nowhere else', () => {
  const directives = directivesOf(ofConsole)
  expect(directives).toEqual(
    expect.arrayContaining([
      "script-src 'self'",
      // Where its script puts files of readers, by an address that the API signed.
      expect.stringMatching(/^connect-src 'self' https:\/\/.*ImportsUploads/),
      "img-src 'self'",
      "form-action 'self'",
    ]),
  )
})

test('a mail in the console has its own style, runs nothing, is of no origin, and is framed by the console alone', () => {
  expect(directivesOf(ofMails)).toEqual([
    'sandbox allow-popups allow-popups-to-escape-sandbox',
    "default-src 'none'",
    "img-src 'self' https: data:",
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ])
  expect(headersOf(ofMails).SecurityHeadersConfig.FrameOptions.FrameOption).toBe('SAMEORIGIN')
  expect(directivesOf(ofConsole)).toContain("frame-src 'self'")
  expect(behaviours.indexOf(ofMails)).toBeLessThan(behaviours.indexOf(ofConsole))
})

test('who signs in to the console does so at the pool’s own page, and comes back to the site alone', () => {
  expect(resources.AdminEditorsConsole!.Properties).toMatchObject({
    AllowedOAuthFlows: ['code'],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthScopes: ['openid', 'email'],
    CallbackURLs: [`${publication.site}/admin/sign-in/done`],
    LogoutURLs: [`${publication.site}/admin/signed-out`],
  })
})

test('the address of a form, which carries a token, is told to nobody; the site names itself to its own forms', () => {
  const referrer = (behaviour: { ResponseHeadersPolicyId: unknown }) =>
    headersOf(behaviour).SecurityHeadersConfig.ReferrerPolicy.ReferrerPolicy
  expect(referrer(DistributionConfig.DefaultCacheBehavior)).toBe('strict-origin-when-cross-origin')
  for (const behaviour of forms) expect(referrer(behaviour)).toBe('no-referrer')
})

test('files are compressed and cached as they say; what a function answers is neither', () => {
  // The managed policy CachingOptimized: Brotli and gzip, the file's own Cache-Control.
  expect(DistributionConfig.DefaultCacheBehavior).toMatchObject({
    Compress: true,
    CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  })
})

test('a log of requests holds neither addresses nor queries, which carry signed links', () => {
  const { Format } = resources.WebStage!.Properties.AccessLogSettings
  expect(Format).not.toMatch(/sourceIp|userAgent|query|\$context\.path/i)
  expect(DistributionConfig.Logging).toBeUndefined()
})

test('a site of its own name has TLS 1.2 or later', () => {
  const certificateArn = 'arn:aws:acm:us-east-1:000000000000:certificate/0'
  const site = synthesise({ domain: 'matrix.example.org', certificateArn }).resources.SiteDistribution
  expect(site!.Properties.DistributionConfig).toMatchObject({
    Aliases: ['matrix.example.org'],
    ViewerCertificate: { AcmCertificateArn: certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021' },
  })
})

test('a site without a name of its own has CloudFront’s', () => {
  expect(DistributionConfig).not.toHaveProperty('Aliases')
  expect(DistributionConfig).not.toHaveProperty('ViewerCertificate')
})

test('the site’s address is in the template itself, so that a deployment changes it in a stack that exists', () => {
  const moved = synthesise({ site: 'https://moved.example.org' })
  const addresses = moved
    .ofType('AWS::Lambda::Function')
    .flatMap(([, { Properties }]) => Properties.Environment?.Variables.SITE_URL ?? [])
  expect(new Set(addresses)).toEqual(new Set(['https://moved.example.org']))
  expect(addresses.length).toBeGreaterThan(5)
  // The one that the CDK brings, which holds the version of its bootstrap stack.
  expect(Object.keys(moved.template.toJSON().Parameters)).toEqual(['BootstrapVersion'])
})

test('other hosts under the site’s name are bound to https only when the publication asks for it', () => {
  const { ofType: of } = synthesise({ httpsForSubdomains: true })
  const policies = of('AWS::CloudFront::ResponseHeadersPolicy').map(
    ([, { Properties }]) => Properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig,
  )
  expect(policies.map((it) => it.StrictTransportSecurity.IncludeSubdomains)).toEqual([true, true, true, true])
})

test('leaving has a share of its own, as large as all else has together', () => {
  const { RouteSettings, DefaultRouteSettings } = resources.WebStage!.Properties
  expect(RouteSettings['ANY /unsubscribe']).toMatchObject({
    ThrottlingRateLimit: DefaultRouteSettings.ThrottlingRateLimit,
    ThrottlingBurstLimit: DefaultRouteSettings.ThrottlingBurstLimit,
  })
})

test('costly forms and all calls of admins have a share of their own, which no flood of them can outgrow, and the stage knows their routes', () => {
  const { Properties, DependsOn } = resources.WebStage!
  const forms = ['ANY /subscribe', 'ANY /preferences/data', 'ANY /preferences/erase', 'ANY /rating']
  const pages = ['ANY /admin', 'ANY /admin/{path+}']
  const calls = routes.flatMap(({ RouteKey }) => (RouteKey.includes(' /api/') ? [RouteKey] : []))
  const costly = [...forms, ...pages, ...calls]
  expect(calls).toContain(otherPaths)
  expect(new Set(Object.keys(Properties.RouteSettings))).toEqual(new Set([...costly, 'ANY /unsubscribe']))
  for (const route of costly) {
    const share = Properties.RouteSettings[route]
    expect(share.ThrottlingRateLimit).toBeLessThan(Properties.DefaultRouteSettings.ThrottlingRateLimit)
    expect(share.ThrottlingBurstLimit).toBeLessThan(Properties.DefaultRouteSettings.ThrottlingBurstLimit)
    const [id] = Object.entries(resources).find(([, one]) => one.Properties?.RouteKey === route)!
    expect([DependsOn].flat()).toContain(id)
  }
})
