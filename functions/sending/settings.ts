import * as z from 'zod'
import { variable } from '../runtime/settings.ts'

/** The environment variables of each function in this slice. */
export const environment = {
  schedule: z.object({
    SENDS_TABLE: variable,
    WEBHOOKS_QUEUE_URL: variable,
    EDITIONS_TABLE: variable,
    SUBSCRIBERS_TABLE: variable,
    PLAN_QUEUE_URL: variable,
    BATCHES_QUEUE_URL: variable,
    CONFIGURATION_SET: variable,
    SCHEDULING_QUEUE_ARN: variable,
    SCHEDULER_ROLE_ARN: variable,
    /** Queue for schedules whose message could not be delivered. */
    MISSED_QUEUE_ARN: variable,
    SCHEDULE_GROUP: variable,
  }),
  plan: z.object({
    SENDS_TABLE: variable,
    SUBSCRIBERS_TABLE: variable,
    BATCHES_QUEUE_URL: variable,
    PLAN_QUEUE_URL: variable,
    /** Seconds that an invocation keeps taking steps before it leaves the rest to another. */
    PLAN_SECONDS: z.coerce.number().nonnegative(),
  }),
  deliver: z.object({
    SENDS_TABLE: variable,
    SUBSCRIBERS_TABLE: variable,
    EDITIONS_BUCKET: variable,
    LINK_SECRET_ARN: variable,
    CONFIGURATION_SET: variable,
    SITE_URL: variable,
    BATCHES_QUEUE_URL: variable,
    /** This function's timeout in Lambda, in seconds. */
    WORKER_SECONDS: z.coerce.number().int().positive(),
  }),
  sweep: z.object({
    SENDS_TABLE: variable,
    WEBHOOKS_QUEUE_URL: variable,
    /** Of readers who are erased: whether they are, and whether they came back. */
    SUBSCRIBERS_TABLE: variable,
    EDITIONS_TABLE: variable,
    PLAN_QUEUE_URL: variable,
    BATCHES_QUEUE_URL: variable,
    SCHEDULING_QUEUE_URL: variable,
    /** Seconds that a queued hint may go unheeded before it is repeated. */
    HINT_AGAIN_SECONDS: z.coerce.number().int().positive(),
    /** Days after which it is forgotten to whom a send went; 0 = never. */
    KEEP_RECIPIENTS_DAYS: z.coerce.number().int().nonnegative(),
    /** Seconds that a round looks before it leaves the rest to the next one. */
    SWEEP_SECONDS: z.coerce.number().positive(),
  }),
} as const
