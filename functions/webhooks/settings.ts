import * as z from 'zod'
import { variable } from '../runtime/settings.ts'

/** What each function of this slice reads from its environment. */
export const environment = {
  webhooks: z.object({
    WEBHOOKS_TABLE: variable,
    WEBHOOKS_QUEUE_URL: variable,
    SUBSCRIBERS_TABLE: variable,
    SENDS_TABLE: variable,
    EDITIONS_TABLE: variable,
    SITE_URL: variable,
    /** Where notices to the administrator go. */
    SCHEDULING_QUEUE_URL: variable,
  }),
} as const
