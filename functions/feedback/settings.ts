import * as z from 'zod'
import { variable } from '../runtime/settings.ts'

/** The environment variables of each function in this slice. */
export const environment = {
  feedback: z.object({
    SUBSCRIBERS_TABLE: variable,
    WEBHOOKS_QUEUE_URL: variable,
    SENDS_TABLE: variable,
    READER_ID_SECRET_ARN: variable,
  }),
  rate: z.object({
    SUBSCRIBERS_TABLE: variable,
    EDITIONS_TABLE: variable,
    LINK_SECRET_ARN: variable,
    SITE_URL: variable,
    FEEDBACK_QUEUE_URL: variable,
  }),
} as const
