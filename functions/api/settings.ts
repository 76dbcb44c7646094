import * as z from 'zod'
import { jsonVariable } from '../runtime/json-variable.ts'
import { variable } from '../runtime/settings.ts'

/** What both functions need beside what they do. */
const shared = {
  AUDIT_TABLE: variable,
  /** Days after which an entry is forgotten. */
  KEEP_AUDIT_DAYS: z.coerce.number().int().positive(),
  /** The value of `edgeHeader`: by it the console tells us for whom it calls. */
  EDGE_KEY: variable,
  /** Of calls that came with an `Idempotency-Key`, and of how many there are of each caller. */
  CALLS_TABLE: variable,
}

/**
 * Work that failed for good: its dead-letter queue, and the queue that it came from or what to do instead. Queues are
 * URLs.
 */
const LostWork = z.intersection(
  /** `readers`: what the failure means for them. */
  z.object({ name: variable, dead: variable, readers: variable }),
  z.union([z.object({ work: variable }), z.object({ instead: variable })]),
)
export type LostWork = z.infer<typeof LostWork>

/** A record of the sender’s domain, as it is to be entered at the name server; `value` of an MX begins with its preference. */
export const DnsRecord = z.object({
  kind: z.enum(['dkim', 'mail-from', 'spf', 'dmarc']),
  name: z.string(),
  type: z.enum(['CNAME', 'MX', 'TXT']),
  value: z.string(),
})
export type DnsRecord = z.infer<typeof DnsRecord>

/** What each function of this slice reads from its environment. */
export const environment = {
  api: z.object({
    SENDS_TABLE: variable,
    SUBSCRIBERS_TABLE: variable,
    READER_ID_SECRET_ARN: variable,
    SIGN_UPS_TABLE: variable,
    IMPORTS_TABLE: variable,
    IMPORTS_BUCKET: variable,
    IMPORTS_QUEUE_URL: variable,
    EDITIONS_TABLE: variable,
    EDITIONS_BUCKET: variable,
    /** What is to be entered at the name server of the sender's domain: a JSON list of `DnsRecord`. */
    DNS_RECORDS: jsonVariable(z.array(DnsRecord)),
    VIEWS_TABLE: variable,
    CONTENT_BUCKET: variable,
    ACCESS_TABLE: variable,
    WEBHOOKS_TABLE: variable,
    WEBHOOKS_QUEUE_URL: variable,
    SCHEDULING_QUEUE_URL: variable,
    /** How long after a recipient became uncertain a person may decide. By then no worker can still be sending. */
    RESOLVE_AFTER_SECONDS: z.coerce.number().int().positive(),
    ...shared,
  }),
  /** A JSON list of `LostWork`. */
  redrive: z.object({
    DEAD_LETTERS: jsonVariable(z.array(LostWork)),
    ...shared,
  }),
} as const
