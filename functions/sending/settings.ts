import * as z from 'zod'
import { variable } from '../runtime/settings.ts'

/** What each function of this slice reads from its environment. */
export const environment = {
  schedule: z.object({
    SENDS_TABLE: variable,
    EDITIONS_TABLE: variable,
    SUBSCRIBERS_TABLE: variable,
    PLAN_QUEUE_URL: variable,
    BATCHES_QUEUE_URL: variable,
    CONFIGURATION_SET: variable,
    SCHEDULING_QUEUE_ARN: variable,
    SCHEDULER_ROLE_ARN: variable,
    /** Where a schedule that could not be heard goes. */
    MISSED_QUEUE_ARN: variable,
    SCHEDULE_GROUP: variable,
  }),
  plan: z.object({
    SENDS_TABLE: variable,
    SUBSCRIBERS_TABLE: variable,
    BATCHES_QUEUE_URL: variable,
    PLAN_QUEUE_URL: variable,
    /** How long an invocation goes on taking steps before it leaves the rest to another. */
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
    /** How long this function may take, as Lambda has it. */
    WORKER_SECONDS: z.coerce.number().int().positive(),
  }),
  sweep: z.object({
    SENDS_TABLE: variable,
    PLAN_QUEUE_URL: variable,
    BATCHES_QUEUE_URL: variable,
    SCHEDULING_QUEUE_URL: variable,
    /** How long a hint in a queue may go unheeded before it is given again. */
    HINT_AGAIN_SECONDS: z.coerce.number().int().positive(),
    /** How long a round looks before it leaves the rest to the next. */
    SWEEP_SECONDS: z.coerce.number().positive(),
  }),
} as const
