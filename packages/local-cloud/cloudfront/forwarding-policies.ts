import type { Resources } from '../types.ts'

/** Which headers, cookies or query parameters of a request a policy forwards. */
export type Choice = { behavior: string; names: string[] }
export type Forwarded = { headers: Choice; cookies: Choice; query: Choice }
export type CachePolicy = Forwarded & { compresses: boolean }

const none: Choice = { behavior: 'none', names: [] }
const all: Choice = { behavior: 'all', names: [] }
const allViewer: Choice = { behavior: 'allViewer', names: [] }
const only = (...names: string[]): Choice => ({ behavior: 'whitelist', names })

const nothing: Forwarded = { headers: none, cookies: none, query: none }

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
const managedCache: Record<string, CachePolicy> = {
  '658327ea-f89d-4fab-a63d-7e88639e58f6': { ...nothing, compresses: true },
  'b2884449-e4de-46a7-ac36-70bc7f1ddd6d': { ...nothing, compresses: false },
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad': { ...nothing, compresses: false },
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html */
const managedOrigin: Record<string, Forwarded> = {
  '216adef6-5c7f-47e4-b989-5492eafa07d3': { headers: allViewer, cookies: all, query: all },
  'b689b0a8-53d0-40ab-baf2-68738e2966ac': {
    headers: { behavior: 'allExcept', names: ['host'] },
    cookies: all,
    query: all,
  },
  '59781a5b-3903-41f3-afcb-af62929ccde1': { ...nothing, headers: only('origin') },
  '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf': {
    ...nothing,
    headers: only('origin', 'access-control-request-headers', 'access-control-request-method'),
  },
  'acba4595-bd28-49b8-b9fe-13317c0390fa': { ...nothing, headers: only('user-agent', 'referer') },
}

type Config = Record<string, unknown> | undefined

const choiceOf = (config: Config, behavior: string, list: string): Choice => ({
  behavior: String(config?.[behavior] ?? 'none'),
  names: (config?.[list] as string[] | undefined) ?? [],
})

const forwardedOf = (config: Record<string, Config>): Forwarded => ({
  headers: choiceOf(config.HeadersConfig, 'HeaderBehavior', 'Headers'),
  cookies: choiceOf(config.CookiesConfig, 'CookieBehavior', 'Cookies'),
  query: choiceOf(config.QueryStringsConfig, 'QueryStringBehavior', 'QueryStrings'),
})

const configOf = (resources: Resources, type: string, id: string, name: string): Record<string, Config> => {
  const found = resources.ofType(`AWS::CloudFront::${type}`).find(({ physicalId }) => physicalId === id)
  if (found) return found.properties[name] as Record<string, Config>
  throw new Error(`${type} ${id} is neither in the template nor a managed policy known to the local cloud`)
}

/**
 * Nothing is cached here: a cache policy only says what reaches the origin, and whether answers are compressed.
 * @throws for a managed policy that is not known here
 */
export const cachePolicyOf = (resources: Resources, id: string | undefined): CachePolicy => {
  if (!id) throw new Error('a behaviour without CachePolicyId is not known to the local cloud')
  if (managedCache[id]) return managedCache[id]
  const config = configOf(resources, 'CachePolicy', id, 'CachePolicyConfig')
  const key = config.ParametersInCacheKeyAndForwardedToOrigin as Record<string, Config>
  const asked = [key.EnableAcceptEncodingGzip, key.EnableAcceptEncodingBrotli].map(String)
  return { ...forwardedOf(key), compresses: asked.includes('true') && Number(config.MaxTTL ?? 1) > 0 }
}

/** @throws for a managed policy that is not known here */
export const originRequestPolicyOf = (resources: Resources, id: string | undefined): Forwarded => {
  if (!id) return nothing
  return (
    managedOrigin[id] ??
    forwardedOf(configOf(resources, 'OriginRequestPolicy', id, 'OriginRequestPolicyConfig'))
  )
}

/** Whether a policy forwards this name. */
export const takes = ({ behavior, names }: Choice, name: string): boolean => {
  const listed = names.some((one) => one.toLowerCase() === name.toLowerCase())
  if (behavior === 'none') return false
  if (behavior === 'whitelist') return listed
  if (behavior === 'allExcept') return !listed
  return true
}
