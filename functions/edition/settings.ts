import * as z from 'zod'
import { variable } from '../runtime/settings.ts'

/** The environment variables of each function in this slice. */
export const environment = {
  publish: z.object({
    EDITIONS_TABLE: variable,
    EDITIONS_BUCKET: variable,
    SITE_BUCKET: variable,
    SCHEDULING_QUEUE_URL: variable,
    WEBHOOKS_QUEUE_URL: variable,
    SITE_URL: variable,
  }),
  'count-views': z.object({
    LOGS_BUCKET: variable,
    VIEWS_TABLE: variable,
  }),
} as const

/**
 * What CloudFront's standard log (v2) is told to keep of each request: the day in UTC, the method, the path that was
 * asked for and the status that was answered. No address, time of day, query, referrer, cookie or user agent is ever
 * written (Amazon CloudFront Developer Guide, "Standard logging reference", "Log file fields").
 */
export const logFields = ['date', 'cs-method', 'cs-uri-stem', 'sc-status'] as const
