import type { Resource } from '../types.ts'
import type { Stack } from './resource-kind.ts'

/** The stack's public hosts are served from loopback: an https URL of theirs becomes the local address. */
export const localUrls =
  ({ addresses }: Stack) =>
  (resources: Resource[]) => {
    const hosts = resources.flatMap(({ type, attributes }): [string, string][] => {
      if (type === 'AWS::CloudFront::Distribution')
        return [[`https://${attributes.DomainName}`, addresses.site]]
      return type === 'AWS::ApiGatewayV2::Api' ? [[attributes.ApiEndpoint!, addresses.api]] : []
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
