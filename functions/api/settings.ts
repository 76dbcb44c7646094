import * as z from 'zod'
import { variable } from '../runtime/settings.ts'

/** Work that failed for good: where it lies, and the queue that it came from or what to do instead. Queues by URL. */
const LostWork = z.intersection(
  /** `readers`: what it means for them. */
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
    EDITIONS_TABLE: variable,
    CONTENT_BUCKET: variable,
    SCHEDULING_QUEUE_URL: variable,
    /** How long after a recipient became uncertain a person may decide: by then no worker still sends. */
    RESOLVE_AFTER_SECONDS: z.coerce.number().int().positive(),
  }),
  /** A JSON list of `LostWork`. */
  redrive: z.object({
    DEAD_LETTERS: variable.transform((json) => z.array(LostWork).parse(JSON.parse(json))),
  }),
} as const
