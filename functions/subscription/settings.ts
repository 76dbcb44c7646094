import * as z from 'zod'
import { variable } from '../runtime/settings.ts'

/** The header by which CloudFront proves that a request came through it. */
export const edgeHeader = 'masthead-edge-key'

/** The environment variables of each function in this slice. */
export const environment = {
  subscribe: z.object({
    SUBSCRIBERS_TABLE: variable,
    WEBHOOKS_QUEUE_URL: variable,
    LINK_SECRET_ARN: variable,
    READER_ID_SECRET_ARN: variable,
    SITE_URL: variable,
    CONFIGURATION_SET: variable,
    SIGN_UPS_TABLE: variable,
    UNSENT_MAIL_QUEUE_URL: variable,
    /** The value of `edgeHeader`, known only to CloudFront and the functions that ask who visits. */
    EDGE_KEY: variable,
  }),
  'retry-mail': z.object({
    SUBSCRIBERS_TABLE: variable,
    LINK_SECRET_ARN: variable,
    SITE_URL: variable,
    CONFIGURATION_SET: variable,
  }),
  confirm: z.object({
    SUBSCRIBERS_TABLE: variable,
    WEBHOOKS_QUEUE_URL: variable,
    LINK_SECRET_ARN: variable,
    SITE_URL: variable,
    SCHEDULING_QUEUE_URL: variable,
    /** The value of `edgeHeader`, known only to CloudFront and the functions that ask who visits. */
    EDGE_KEY: variable,
  }),
  preferences: z.object({
    SUBSCRIBERS_TABLE: variable,
    WEBHOOKS_QUEUE_URL: variable,
    LINK_SECRET_ARN: variable,
    SITE_URL: variable,
    CONFIGURATION_SET: variable,
  }),
  move: z.object({
    SUBSCRIBERS_TABLE: variable,
    WEBHOOKS_QUEUE_URL: variable,
    LINK_SECRET_ARN: variable,
    READER_ID_SECRET_ARN: variable,
    SITE_URL: variable,
    CONFIGURATION_SET: variable,
    SIGN_UPS_TABLE: variable,
    UNSENT_MAIL_QUEUE_URL: variable,
    /** The value of `edgeHeader`, known only to CloudFront and the functions that ask who visits. */
    EDGE_KEY: variable,
  }),
  unsubscribe: z.object({
    SUBSCRIBERS_TABLE: variable,
    WEBHOOKS_QUEUE_URL: variable,
    LINK_SECRET_ARN: variable,
    READER_ID_SECRET_ARN: variable,
    SITE_URL: variable,
    CONFIGURATION_SET: variable,
    FEEDBACK_QUEUE_URL: variable,
  }),
  nightly: z.object({
    SUBSCRIBERS_TABLE: variable,
    /** How long a round works on before it leaves the rest to the next. */
    ROUND_SECONDS: z.coerce.number().int().nonnegative(),
  }),
  ask: z.object({
    SUBSCRIBERS_TABLE: variable,
    IMPORTS_TABLE: variable,
    SIGN_UPS_TABLE: variable,
    LINK_SECRET_ARN: variable,
    READER_ID_SECRET_ARN: variable,
    SITE_URL: variable,
    CONFIGURATION_SET: variable,
    ASKS_QUEUE_URL: variable,
    /** How long a run asks before it leaves the rest to another. */
    ASK_SECONDS: z.coerce.number().int().nonnegative(),
  }),
  import: z.object({
    SUBSCRIBERS_TABLE: variable,
    READER_ID_SECRET_ARN: variable,
    IMPORTS_TABLE: variable,
    IMPORTS_BUCKET: variable,
    IMPORTS_QUEUE_URL: variable,
    ASKS_QUEUE_URL: variable,
    /** How long a run works on before it leaves the rest to another. */
    IMPORT_SECONDS: z.coerce.number().int().nonnegative(),
  }),
} as const
