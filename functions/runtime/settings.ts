import * as z from 'zod'

/**
 * The environment of each function: the one list of names that the code and the template share.
 * A function reads its own once, by schema; the template must give exactly these.
 */
const text = z.string().min(1)

/** Work that failed for good: where it lies, and the queue that it came from or what to do instead. Queues by URL. */
const LostWork = z.intersection(
  /** `readers`: what it means for them. */
  z.object({ name: text, dead: text, readers: text }),
  z.union([z.object({ work: text }), z.object({ instead: text })]),
)
export type LostWork = z.infer<typeof LostWork>

/** By this header CloudFront shows that a request came through it. */
export const edgeHeader = 'masthead-edge-key'

/**
 * Messages of a queue that a function failed to handle. A partial batch response raises no `Errors` (Lambda Developer
 * Guide, "Handling errors for an SQS event source"), so the function counts them itself.
 */
export const failedMessages = {
  namespace: 'Masthead',
  name: 'FailedMessages',
  dimension: 'FunctionName',
} as const

export const settings = {
  publish: z.object({
    EDITIONS_TABLE: text,
    EDITIONS_BUCKET: text,
    SITE_BUCKET: text,
    SCHEDULING_QUEUE_URL: text,
    SITE_URL: text,
  }),
  subscribe: z.object({
    SUBSCRIBERS_TABLE: text,
    LINK_SECRET_ARN: text,
    READER_ID_SECRET_ARN: text,
    SITE_URL: text,
    CONFIGURATION_SET: text,
    SIGN_UPS_TABLE: text,
    UNSENT_MAIL_QUEUE_URL: text,
    /** What CloudFront brings in `edgeHeader`, and nobody else knows. */
    EDGE_KEY: text,
  }),
  'retry-mail': z.object({
    SUBSCRIBERS_TABLE: text,
    LINK_SECRET_ARN: text,
    SITE_URL: text,
    CONFIGURATION_SET: text,
  }),
  confirm: z.object({
    SUBSCRIBERS_TABLE: text,
    LINK_SECRET_ARN: text,
    SITE_URL: text,
    SCHEDULING_QUEUE_URL: text,
  }),
  preferences: z.object({
    SUBSCRIBERS_TABLE: text,
    LINK_SECRET_ARN: text,
    SITE_URL: text,
    CONFIGURATION_SET: text,
  }),
  unsubscribe: z.object({
    SUBSCRIBERS_TABLE: text,
    LINK_SECRET_ARN: text,
    SITE_URL: text,
    CONFIGURATION_SET: text,
  }),
  schedule: z.object({
    SENDS_TABLE: text,
    EDITIONS_TABLE: text,
    SUBSCRIBERS_TABLE: text,
    PLAN_QUEUE_URL: text,
    BATCHES_QUEUE_URL: text,
    CONFIGURATION_SET: text,
    SCHEDULING_QUEUE_ARN: text,
    SCHEDULER_ROLE_ARN: text,
    /** Where a schedule that could not be heard goes. */
    MISSED_QUEUE_ARN: text,
    SCHEDULE_GROUP: text,
  }),
  plan: z.object({
    SENDS_TABLE: text,
    SUBSCRIBERS_TABLE: text,
    BATCHES_QUEUE_URL: text,
    PLAN_QUEUE_URL: text,
    /** How long an invocation goes on taking steps before it leaves the rest to another. */
    PLAN_SECONDS: z.coerce.number().nonnegative(),
  }),
  deliver: z.object({
    SENDS_TABLE: text,
    SUBSCRIBERS_TABLE: text,
    EDITIONS_BUCKET: text,
    LINK_SECRET_ARN: text,
    CONFIGURATION_SET: text,
    SITE_URL: text,
    BATCHES_QUEUE_URL: text,
    /** How long this function may take, as Lambda has it. */
    WORKER_SECONDS: z.coerce.number().int().positive(),
  }),
  sweep: z.object({
    SENDS_TABLE: text,
    PLAN_QUEUE_URL: text,
    BATCHES_QUEUE_URL: text,
    SCHEDULING_QUEUE_URL: text,
    /** How long a hint in a queue may go unheeded before it is given again. */
    HINT_AGAIN_SECONDS: z.coerce.number().int().positive(),
    /** How long a round looks before it leaves the rest to the next. */
    SWEEP_SECONDS: z.coerce.number().positive(),
  }),
  feedback: z.object({ SUBSCRIBERS_TABLE: text, SENDS_TABLE: text, READER_ID_SECRET_ARN: text }),
  api: z.object({
    SENDS_TABLE: text,
    SUBSCRIBERS_TABLE: text,
    READER_ID_SECRET_ARN: text,
    EDITIONS_TABLE: text,
    CONTENT_BUCKET: text,
    SCHEDULING_QUEUE_URL: text,
    /** How long after a recipient became uncertain a person may decide: by then no worker still sends. */
    RESOLVE_AFTER_SECONDS: z.coerce.number().int().positive(),
  }),
  /** A JSON list of `LostWork`. */
  redrive: z.object({ DEAD_LETTERS: text.transform((json) => z.array(LostWork).parse(JSON.parse(json))) }),
} as const

export type FunctionName = keyof typeof settings
export type Settings<Name extends FunctionName> = z.infer<(typeof settings)[Name]>

/**
 * Reads a function's environment.
 * @throws when a variable is missing, naming all that are
 */
export const readSettings = <Name extends FunctionName>(name: Name, env = process.env): Settings<Name> => {
  const read = settings[name].safeParse(env)
  if (read.success) return read.data as Settings<Name>
  const missing = read.error.issues.map((issue) => issue.path.join('.')).join(', ')
  throw new Error(`The function "${name}" lacks these environment variables: ${missing}`)
}
