import * as z from 'zod'
import type { Need } from '../access/role.ts'
import { variable } from '../runtime/settings.ts'

/** What both functions need to keep the audit log. */
const audit = {
  AUDIT_TABLE: variable,
  /** Days after which an entry is forgotten. */
  KEEP_AUDIT_DAYS: z.coerce.number().int().positive(),
}

/**
 * Work that failed for good: its dead-letter queue, and the queue that it came from or what to do instead. Queues are
 * URLs.
 */
const LostWork = z.intersection(
  /** `readers`: what the failure means for them. */
  z.object({ name: variable, dead: variable, readers: variable }),
  z.union([z.object({ work: variable }), z.object({ instead: variable })]),
)
export type LostWork = z.infer<typeof LostWork>

/** What each function of this slice reads from its environment. */
export const environment = {
  api: z.object({
    SENDS_TABLE: variable,
    SUBSCRIBERS_TABLE: variable,
    READER_ID_SECRET_ARN: variable,
    SIGN_UPS_TABLE: variable,
    IMPORTS_TABLE: variable,
    IMPORTS_BUCKET: variable,
    EDITIONS_TABLE: variable,
    VIEWS_TABLE: variable,
    CONTENT_BUCKET: variable,
    ACCESS_TABLE: variable,
    SCHEDULING_QUEUE_URL: variable,
    /** How long after a recipient became uncertain a person may decide. By then no worker can still be sending. */
    RESOLVE_AFTER_SECONDS: z.coerce.number().int().positive(),
    ...audit,
  }),
  /** A JSON list of `LostWork`. */
  redrive: z.object({
    DEAD_LETTERS: variable.transform((json) => z.array(LostWork).parse(JSON.parse(json))),
    ...audit,
  }),
} as const

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
    'POST /api/issues/{issue}/unpublish': 'editor',
    // With an address it is a test.
    'POST /api/sends': { field: 'to', given: 'editor', else: 'sender' },
    'POST /api/sends/audience': 'viewer',
    'GET /api/sends': 'viewer',
    'GET /api/sends/{send}': 'viewer',
    'GET /api/sends/{send}/recipients': 'editor',
    'POST /api/sends/{send}/actions': 'sender',
    'GET /api/readers': 'editor',
    'GET /api/readers/counts': 'viewer',
    'GET /api/readers/growth': 'viewer',
    'POST /api/readers/find': 'editor',
    'POST /api/readers/actions': {
      field: 'action',
      is: { suppress: 'sender', restore: 'sender' },
      else: 'owner',
    },
    'POST /api/readers/sends': 'editor',
    'GET /api/segments': 'viewer',
    'POST /api/segments': 'sender',
    'POST /api/segments/count': 'viewer',
    'GET /api/segments/{segment}': 'viewer',
    'POST /api/segments/{segment}/remove': 'sender',
    'POST /api/imports': 'sender',
    'GET /api/imports': 'viewer',
    'GET /api/imports/{import}': 'viewer',
    'GET /api/imports/{import}/rows': 'viewer',
    'POST /api/imports/{import}/cancel': 'sender',
    'GET /api/keys': 'owner',
    'POST /api/keys': 'owner',
    'POST /api/keys/{key}/revoke': 'owner',
    'GET /api/quota': 'viewer',
    'GET /api/audit': 'owner',
  },
  redrive: { 'GET /api/dead-letters': 'viewer', 'POST /api/dead-letters': 'sender' },
} as const satisfies Record<string, Record<string, Need>>
/** A route of one of these functions. */
export type RouteOf<Name extends keyof typeof routes> = keyof (typeof routes)[Name] & string
/** A route of the admins' API. */
export type AnyRoute = RouteOf<'api'> | RouteOf<'redrive'>

/** The one call that needs no token: the description of all others. */
export const openApiRoute = 'GET /api/openapi.json'

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
  'POST /api/readers/find': false,
  'POST /api/readers/actions': 'reader',
  'POST /api/readers/sends': false,
  'POST /api/segments': { field: 'name' },
  'POST /api/segments/count': false,
  'POST /api/segments/{segment}/remove': 'path',
  'POST /api/imports': { field: 'id' },
  'POST /api/imports/{import}/cancel': 'path',
  'POST /api/keys': { field: 'name' },
  'POST /api/keys/{key}/revoke': 'path',
  'POST /api/dead-letters': { field: 'queue' },
} as const satisfies Record<Exclude<AnyRoute, `GET ${string}`>, About | false>
/** @returns what an act is about; undefined for a call that only asks */
export const aboutOf = (route: string): About | undefined =>
  (Object.hasOwn(acts, route) && acts[route as keyof typeof acts]) || undefined
/** A route that may change something. */
export type Act = {
  [Route in keyof typeof acts]: (typeof acts)[Route] extends false ? never : Route
}[keyof typeof acts]
