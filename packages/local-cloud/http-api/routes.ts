import type { Resource, Resources } from '../types.ts'

type Match = { route: Resource; routeKey: string; pathParameters?: Record<string, string> }
/** `isAlone`: without this route, the request would not reach the same function under the same authorization. */
export type RouteMatch = Match & { isAlone: boolean }

type Candidate = Match & { rank: number[] }

/**
 * Finds the route of a request: a full match before a greedy one (`{proxy+}`), literal parts before variables, a method
 * before ANY, and `$default` last.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 * @param path decoded, without the stage
 */
export const findRoute = (
  resources: Resources,
  apiId: string,
  method: string,
  path: string,
): RouteMatch | undefined => {
  const candidates = resources
    .ofType('AWS::ApiGatewayV2::Route')
    .filter(({ properties }) => properties.ApiId === apiId)
    .flatMap((route) => candidate(route, method, path))
  const [match, next] = candidates.toSorted((a, b) => compare(a.rank, b.rank))
  return match && { ...match, isAlone: !next || leadsTo(next.route) !== leadsTo(match.route) }
}

/** Everything in a route except its key. */
const leadsTo = ({ properties: { RouteKey, ...rest } }: Resource) => JSON.stringify(rest)

const candidate = (route: Resource, method: string, path: string): Candidate[] => {
  const routeKey = String(route.properties.RouteKey)
  if (routeKey === '$default') return [{ route, routeKey, rank: [3] }]
  const [wantedMethod = '', pattern = ''] = routeKey.split(' ')
  if (wantedMethod !== 'ANY' && wantedMethod !== method) return []
  const found = matchPath(pattern, path)
  if (!found) return []
  const { kinds, pathParameters } = found
  const rank = [...kinds, wantedMethod === 'ANY' ? 1 : 0]
  return [{ route, routeKey, rank, ...(Object.keys(pathParameters).length > 0 && { pathParameters }) }]
}

/** For each part of the pattern: 0 literal, 1 variable, 2 greedy. */
const matchPath = (pattern: string, path: string) => {
  const wanted = parts(pattern)
  const given = parts(path)
  const kinds: number[] = []
  const pathParameters: Record<string, string> = {}
  for (const [at, part] of wanted.entries()) {
    const [, name, greedy] = /^\{([^+}]+)(\+?)\}$/.exec(part) ?? []
    const value = given[at]
    if (value === undefined) return undefined
    if (!name) {
      if (part !== value) return undefined
      kinds.push(0)
    } else if (greedy) {
      pathParameters[name] = given.slice(at).join('/')
      return { kinds: [...kinds, 2], pathParameters }
    } else {
      pathParameters[name] = value
      kinds.push(1)
    }
  }
  return given.length === wanted.length ? { kinds, pathParameters } : undefined
}

const parts = (path: string) => path.replace(/^\//, '').split('/')

const compare = (a: number[], b: number[]): number => {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const order = (a[at] ?? 0) - (b[at] ?? 0)
    if (order !== 0) return order
  }
  return 0
}
