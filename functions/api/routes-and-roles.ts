import type { Need } from '../access/role.ts'

/**
 * The routes of the admins' API in API Gateway's notation, by the function that answers them, each with the role that it
 * needs. Infra makes a route of each; a router that lacks one of its routes, or has another, does not compile, nor does a
 * route without a role. Whoever may see readers' addresses is an editor at least.
 */
export const routes = {
  api: {
    'POST /api/issues/{issue}/uploads': 'editor',
    'GET /api/issues': 'viewer',
    'GET /api/issues/{issue}': 'viewer',
    'GET /api/issues/{issue}/views': 'viewer',
    'GET /api/issues/{issue}/preview': 'viewer',
    'GET /api/issues/{issue}/changes': 'viewer',
    'POST /api/issues/{issue}/unpublish': 'editor',
    // With an address it is a test.
    'POST /api/sends': { field: 'to', given: 'editor', else: 'sender' },
    'POST /api/sends/audience': 'viewer',
    'GET /api/sends': 'viewer',
    'GET /api/sends/{send}': 'viewer',
    'GET /api/sends/{send}/recipients': 'editor',
    'POST /api/sends/{send}/actions': 'sender',
    'POST /api/sends/{send}/correction': 'sender',
    'POST /api/sends/{send}/correction/audience': 'viewer',
    'GET /api/readers': 'editor',
    'GET /api/readers/counts': 'viewer',
    'GET /api/readers/growth': 'viewer',
    'POST /api/readers/search': 'editor',
    'POST /api/readers/find': 'editor',
    'POST /api/readers/actions': {
      field: 'action',
      is: { suppress: 'sender', restore: 'sender' },
      else: 'owner',
    },
    'POST /api/readers/sends': 'editor',
    'GET /api/readers/{reader}/mail': 'editor',
    'GET /api/segments': 'viewer',
    'POST /api/segments': 'sender',
    'POST /api/segments/count': 'viewer',
    'GET /api/segments/{segment}': 'viewer',
    'POST /api/segments/{segment}/remove': 'sender',
    'POST /api/imports': 'sender',
    'GET /api/imports': 'viewer',
    'GET /api/imports/{import}': 'viewer',
    'GET /api/imports/{import}/rows': 'viewer',
    'POST /api/imports/{import}/start': 'sender',
    'POST /api/imports/{import}/cancel': 'sender',
    'GET /api/keys': 'owner',
    'POST /api/keys': 'owner',
    'POST /api/keys/{key}/revoke': 'owner',
    // An address may hold somebody's token.
    'GET /api/webhooks': 'owner',
    'POST /api/webhooks': 'owner',
    'GET /api/webhooks/{webhook}': 'owner',
    'PUT /api/webhooks/{webhook}': 'owner',
    'POST /api/webhooks/{webhook}/actions': 'owner',
    'GET /api/webhooks/{webhook}/deliveries': 'owner',
    'GET /api/quota': 'viewer',
    'GET /api/sender': 'viewer',
    'GET /api/audit': 'owner',
  },
  redrive: { 'GET /api/dead-letters': 'viewer', 'POST /api/dead-letters': 'sender' },
} as const satisfies Record<string, Record<string, Need>>
/** A route of one of these functions. */
export type RouteOf<Name extends keyof typeof routes> = keyof (typeof routes)[Name] & string
/** A route of the admins' API. */
export type AnyRoute = RouteOf<'api'> | RouteOf<'redrive'>

/** Where all calls are described. */
export const openApiPath = '/api/openapi.json'

/** What needs no token: that description, and all that is no call, so that a program is answered as one. */
export const otherPaths = 'ANY /api/{path+}'

const shapes = Object.values(routes)
  .flatMap((some) => Object.keys(some))
  .map((route) => {
    const [method = '', path = ''] = route.split(' ')
    return { method, shape: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) }
  })

/** The methods of the calls at a path; none where there is no call. */
export const methodsAt = (path: string): string[] => [
  ...new Set(shapes.flatMap(({ method, shape }) => (shape.test(path) ? [method] : []))),
]

/** What an act is about: the id in its `path`, the `reader` whose address is in its body, or the id in a field of that. */
type About = 'path' | 'reader' | { field: string }

/**
 * Which calls are acts, that is may change something, and what each is about: these are entries of the audit log. One that
 * only asks is `false`, and no GET is one. A route by another method that is not here does not compile.
 */
export const acts = {
  'POST /api/issues/{issue}/uploads': 'path',
  'POST /api/issues/{issue}/unpublish': 'path',
  'POST /api/sends': { field: 'issue' },
  'POST /api/sends/audience': false,
  'POST /api/sends/{send}/actions': 'path',
  'POST /api/sends/{send}/correction': 'path',
  'POST /api/sends/{send}/correction/audience': false,
  'POST /api/readers/search': false,
  'POST /api/readers/find': false,
  'POST /api/readers/actions': 'reader',
  'POST /api/readers/sends': false,
  'POST /api/segments': { field: 'name' },
  'POST /api/segments/count': false,
  'POST /api/segments/{segment}/remove': 'path',
  'POST /api/imports': { field: 'id' },
  'POST /api/imports/{import}/start': 'path',
  'POST /api/imports/{import}/cancel': 'path',
  'POST /api/keys': { field: 'name' },
  'POST /api/keys/{key}/revoke': 'path',
  // What it is for is not known before it is made.
  'POST /api/webhooks': { field: 'id' },
  'PUT /api/webhooks/{webhook}': 'path',
  'POST /api/webhooks/{webhook}/actions': 'path',
  'POST /api/dead-letters': { field: 'queue' },
} as const satisfies Record<Exclude<AnyRoute, `GET ${string}`>, About | false>
/** @returns what an act is about; undefined for a call that only asks */
export const aboutOf = (route: string): About | undefined =>
  (Object.hasOwn(acts, route) && acts[route as keyof typeof acts]) || undefined
/** A route that may change something. */
export type Act = {
  [Route in keyof typeof acts]: (typeof acts)[Route] extends false ? never : Route
}[keyof typeof acts]
