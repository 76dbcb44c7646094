import * as z from 'zod'
import { variable } from '../runtime/settings.ts'

/** The environment variables of each function in this slice. */
export const environment = {
  publish: z.object({
    EDITIONS_TABLE: variable,
    EDITIONS_BUCKET: variable,
    SITE_BUCKET: variable,
    SCHEDULING_QUEUE_URL: variable,
    SITE_URL: variable,
  }),
} as const
