import * as z from 'zod'
import { variable } from '../runtime/settings.ts'

/** What each function of this slice reads from its environment. */
export const environment = {
  publish: z.object({
    EDITIONS_TABLE: variable,
    EDITIONS_BUCKET: variable,
    SITE_BUCKET: variable,
    SCHEDULING_QUEUE_URL: variable,
    SITE_URL: variable,
  }),
} as const
