import type { Resource } from '../types.ts'
import type { Addresses } from './resource-kind.ts'

/** The stacks' public hosts are served from loopback: replaces their https URLs with local addresses. */
export const localUrls = (resources: Resource[], { sites, apis }: Pick<Addresses, 'sites' | 'apis'>) => {
  const hosts = resources.flatMap(({ logicalId, type, attributes }): [string, string][] => {
    if (type === 'AWS::CloudFront::Distribution')
      return [[`https://${attributes.DomainName}`, sites[logicalId]!]]
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
