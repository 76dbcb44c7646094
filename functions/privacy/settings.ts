import * as z from 'zod'
import { variable } from '../runtime/settings.ts'

/** The environment variables of each function in this slice. */
export const environment = {
  'reader-data': z.object({
    SUBSCRIBERS_TABLE: variable,
    WEBHOOKS_QUEUE_URL: variable,
    SENDS_TABLE: variable,
    IMPORTS_TABLE: variable,
    SIGN_UPS_TABLE: variable,
    LINK_SECRET_ARN: variable,
    READER_ID_SECRET_ARN: variable,
    SITE_URL: variable,
  }),
} as const

/**
 * By this many days after a reader was erased, the last copy of what was known of them is gone: a day for the ledger, and
 * the 35 for which the tables' backups reach back (Amazon DynamoDB Developer Guide, "Point-in-time recovery"). Logs, queues
 * and older versions of files last less; `tests/infra/storage.test.ts` holds it.
 */
export const lastCopyDays = 36
