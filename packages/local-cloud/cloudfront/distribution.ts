import type { Resource } from '../types.ts'

/** A cache behaviour, as in AWS::CloudFront::Distribution. */
export type Behavior = {
  PathPattern?: string
  TargetOriginId: string
  AllowedMethods?: string[]
  CachePolicyId?: string
  OriginRequestPolicyId?: string
  ResponseHeadersPolicyId?: string
  Compress?: boolean | string
  FunctionAssociations?: { EventType?: string; FunctionARN?: string }[]
  LambdaFunctionAssociations?: unknown[]
}

export type Origin = {
  Id: string
  DomainName: string
  OriginPath?: string
  OriginAccessControlId?: string
  S3OriginConfig?: unknown
  CustomOriginConfig?: unknown
  OriginCustomHeaders?: { HeaderName: string; HeaderValue: string }[]
}

export type Distribution = {
  id: string
  arn: string
  domainName: string
  Origins: Origin[]
  DefaultCacheBehavior: Behavior
  CacheBehaviors?: Behavior[]
  DefaultRootObject?: string
  CustomErrorResponses?: {
    ErrorCode: number | string
    ResponseCode?: number | string
    ResponsePagePath?: string
  }[]
}

/** The distribution described by a resource. */
export const distributionOf = ({ physicalId, attributes, properties }: Resource): Distribution => ({
  ...(properties.DistributionConfig as Omit<Distribution, 'id' | 'arn' | 'domainName'>),
  id: physicalId,
  arn: attributes.Arn ?? '',
  domainName: attributes.DomainName ?? '',
})

/**
 * The first behaviour whose path pattern matches, else the default one.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
 */
export const behaviorFor = (
  { CacheBehaviors = [], DefaultCacheBehavior }: Distribution,
  path: string,
): Behavior =>
  CacheBehaviors.find(({ PathPattern = '' }) => patternOf(PathPattern).test(path)) ?? DefaultCacheBehavior

/** `*` matches any run of characters, `?` exactly one; the leading slash is optional. */
const patternOf = (pattern: string): RegExp => {
  const rooted = pattern.startsWith('/') || pattern.startsWith('*') ? pattern : `/${pattern}`
  const source = rooted.replace(/[*?]|[^*?]+/g, (part) =>
    part === '*' ? '.*' : part === '?' ? '.' : RegExp.escape(part),
  )
  return new RegExp(`^${source}$`, 's')
}
