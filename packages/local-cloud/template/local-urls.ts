import { hostOfDomain } from '../cognito/domain.ts'
import type { Resource } from '../types.ts'
import type { Addresses } from './resource-kind.ts'

type Served = Pick<Addresses, 'sites' | 'apis' | 'logins' | 'aws'>
type Aliases = { DistributionConfig?: { Aliases?: string[] } }

/** The stacks' public hosts and buckets are served from loopback: replaces their https URLs with local addresses. */
export const localUrls = (resources: Resource[], { sites, apis, logins, aws }: Served, region: string) => {
  const hosts = resources.flatMap((it): [string, string][] => {
    const { logicalId, type, attributes, properties } = it
    if (type === 'AWS::CloudFront::Distribution') {
      const { Aliases = [] } = (properties as Aliases).DistributionConfig ?? {}
      return [attributes.DomainName, ...Aliases].map((host) => [`https://${host}`, sites[logicalId]!])
    }
    if (type === 'AWS::Cognito::UserPoolDomain')
      return [[`https://${hostOfDomain(it, region)}`, logins[logicalId]!]]
    if (type === 'AWS::S3::Bucket') return [[`https://${attributes.RegionalDomainName}`, aws]]
    return type === 'AWS::ApiGatewayV2::Api' ? [[attributes.ApiEndpoint!, apis[logicalId]!]] : []
  })
  const rewrite = <T>(value: T): T => {
    if (typeof value === 'string')
      return hosts.reduce<string>((text, [from, to]) => text.replaceAll(from, to), value) as T
    if (Array.isArray(value)) return value.map(rewrite) as T
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rewrite(item)])) as T
  }
  return rewrite
}
