import type { Resource } from '../types.ts'

type Settings = { ThrottlingRateLimit?: number | string; ThrottlingBurstLimit?: number | string }
type Bucket = { tokens: number; at: number }

/**
 * Limits requests with token buckets, as API Gateway does. A route with its own settings has its own bucket; the others
 * share the stage's. Without settings in the template there is no limit.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 * @returns a function that tells whether to admit a request; API Gateway answers others with 429
 */
export const createThrottle = (now: () => number) => {
  const buckets = new Map<string, Bucket>()
  return ({ logicalId, properties }: Resource, routeKey: string): boolean => {
    const own = (properties.RouteSettings as Record<string, Settings> | undefined)?.[routeKey]
    const settings = own ?? (properties.DefaultRouteSettings as Settings | undefined)
    const rate = Number(settings?.ThrottlingRateLimit ?? Number.POSITIVE_INFINITY)
    const burst = Number(settings?.ThrottlingBurstLimit ?? Number.POSITIVE_INFINITY)
    if (!Number.isFinite(rate) || !Number.isFinite(burst)) return true
    const key = own ? `${logicalId} ${routeKey}` : logicalId
    const at = now()
    const { tokens, at: before } = buckets.get(key) ?? { tokens: burst, at }
    const left = Math.min(burst, tokens + ((at - before) / 1000) * rate)
    const admits = left >= 1
    buckets.set(key, { tokens: admits ? left - 1 : left, at })
    return admits
  }
}
