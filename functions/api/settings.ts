import * as z from 'zod'
import { variable } from '../runtime/settings.ts'

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
    CONTENT_BUCKET: variable,
    SCHEDULING_QUEUE_URL: variable,
    /** How long after a recipient became uncertain a person may decide. By then no worker can still be sending. */
    RESOLVE_AFTER_SECONDS: z.coerce.number().int().positive(),
  }),
  /** A JSON list of `LostWork`. */
  redrive: z.object({
    DEAD_LETTERS: variable.transform((json) => z.array(LostWork).parse(JSON.parse(json))),
  }),
} as const

/**
 * The routes of the admins' API, by the function that answers them, in API Gateway's notation. Infra makes a route of
 * each; a router that lacks one of its routes, or has another, does not compile.
 */
export const routes = {
  api: [
    'POST /api/issues/{issue}/uploads',
    'GET /api/issues',
    'GET /api/issues/{issue}',
    'POST /api/issues/{issue}/unpublish',
    'POST /api/sends',
    'POST /api/sends/audience',
    'GET /api/sends',
    'GET /api/sends/{send}',
    'GET /api/sends/{send}/recipients',
    'POST /api/sends/{send}/actions',
    'GET /api/readers',
    'GET /api/readers/counts',
    'GET /api/readers/growth',
    'POST /api/readers/find',
    'POST /api/readers/actions',
    'POST /api/readers/sends',
    'GET /api/segments',
    'POST /api/segments',
    'POST /api/segments/count',
    'GET /api/segments/{segment}',
    'POST /api/segments/{segment}/remove',
    'POST /api/imports',
    'GET /api/imports',
    'GET /api/imports/{import}',
    'GET /api/imports/{import}/rows',
    'POST /api/imports/{import}/cancel',
  ],
  redrive: ['GET /api/dead-letters', 'POST /api/dead-letters'],
} as const
/** A route of one of these functions. */
export type RouteOf<Name extends keyof typeof routes> = (typeof routes)[Name][number]
