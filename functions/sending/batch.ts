import * as z from 'zod'
import { Counts } from './step.ts'

/** A batch's state: who works on it and what became of each recipient. Kept apart from the recipients and under 1 KB. */
export const Batch = z.object({
  key: z.string(),
  size: z.number(),
  candidates: z.number(),
  excluded: Counts,
  /** One letter a recipient, see outcomes.ts. */
  codes: z.string(),
  /** When a message was last put into the queue for it, Unix ms. */
  hintedAt: z.number(),
  closed: z.boolean(),
  /** When it may be delivered, Unix ms; absent = at once. */
  due: z.number().optional(),
  /** Of a batch that no plan made: who is in it, see `packRecipients`. */
  recipients: z.string().optional(),
  /** The claim: whoever holds the token may write, until the lease ends (Unix ms). */
  token: z.string().optional(),
  lease: z.number().optional(),
  attempt: z.number(),
  /** How often chunks were begun and settled: a write that comes late, after a newer one, finds another number. */
  version: z.number().optional(),
  /** Calls to SES may have begun for these recipients, [from, to), and nothing is known of them yet. */
  begun: z.object({ from: z.number(), to: z.number() }).optional(),
  /** For how long chunks of it were under way, ms: what its speed is told by. */
  workedMs: z.number().optional(),
  /** When a recipient last became uncertain, Unix ms. */
  uncertainAt: z.number().optional(),
  /** A person had uncertain or failed recipients sent again: events of before may still come. */
  reopened: z.boolean().optional(),
})
export type Batch = z.infer<typeof Batch>
