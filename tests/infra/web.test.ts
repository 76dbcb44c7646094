import { expect, test } from 'vitest'
import { idIn, synthesise } from './synthesised.ts'

const { ofType, resources } = synthesise()
const routes = ofType('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties)
const { DistributionConfig } = resources.SiteDistribution!.Properties

test('each form can be shown by GET and sent by POST, by anybody', () => {
  for (const path of ['subscribe', 'confirm', 'preferences', 'unsubscribe']) {
    for (const method of ['GET', 'POST']) {
      const route = routes.find(({ RouteKey }) => RouteKey === `${method} /${path}`)
      expect(route?.AuthorizationType, `${method} /${path}`).toBe('NONE')
    }
  }
})

test('editors’ calls need a token of the editors’ pool, where nobody signs up alone', () => {
  const calls = routes.filter(({ RouteKey }) => RouteKey.includes('/api/'))
  expect(calls).toHaveLength(11)
  for (const call of calls) {
    expect(call.AuthorizationType).toBe('JWT')
    const { JwtConfiguration } = resources[idIn(call.AuthorizerId)!]!.Properties
    expect(JwtConfiguration.Audience).toEqual([{ Ref: 'AdminEditorsCommandLine' }])
  }
  expect(resources.AdminEditors!.Properties.AdminCreateUserConfig).toEqual({ AllowAdminCreateUserOnly: true })
})

test('CloudFront passes on the paths that a function answers, and caches none of them', () => {
  const patterns = DistributionConfig.CacheBehaviors.map((it: { PathPattern: string }) => it.PathPattern)
  for (const { RouteKey } of routes) {
    const path = RouteKey.split(' ')[1]
    expect(patterns.some((pattern: string) => path.startsWith(pattern.replace('*', '')))).toBe(true)
  }
  for (const behaviour of DistributionConfig.CacheBehaviors) {
    // The managed policies CachingDisabled and AllViewerExceptHostHeader.
    expect(behaviour).toMatchObject({
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
      ViewerProtocolPolicy: 'redirect-to-https',
    })
    expect(behaviour.AllowedMethods).toContain('POST')
  }
})

test('the answer that a thing is not there stays the API’s own', () => {
  expect(DistributionConfig.CustomErrorResponses).toEqual([
    { ErrorCode: 403, ResponseCode: 404, ResponsePagePath: '/404.html', ErrorCachingMinTTL: 10 },
  ])
})

test('files and forms alike have the security headers', () => {
  const behaviours = [DistributionConfig.DefaultCacheBehavior, ...DistributionConfig.CacheBehaviors]
  for (const { ResponseHeadersPolicyId } of behaviours)
    expect(idIn(ResponseHeadersPolicyId)).toBe('SiteHeaders')
  const { SecurityHeadersConfig } = resources.SiteHeaders!.Properties.ResponseHeadersPolicyConfig
  const policy = SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy
  expect(policy).toContain("default-src 'none'")
  expect(policy).toMatch(/script-src 'self';/)
  expect(policy).not.toContain('unsafe')
  expect(SecurityHeadersConfig.ReferrerPolicy.ReferrerPolicy).toBe('no-referrer')
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

test('a name without its certificate is refused', () => {
  expect(() => synthesise({ domain: 'matrix.example.org' })).toThrow('domain and certificateArn together')
})
