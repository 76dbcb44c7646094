import * as z from 'zod'
import { Counts } from './plan-step.ts'

/** What a batch of a welcome series was made for. Somebody who confirmed again meanwhile has another batch coming. */
export const Welcoming = z.object({
  /** The reader's `confirmedAt`, ISO 8601. */
  confirmedAt: z.string(),
  /** That of the reader's row: which of two confirmations came later is known by it, not by their times. */
  revision: z.number(),
  /** Content hash of the edition that this reader gets. */
  edition: z.string(),
  /** The send that this letter repeats for those whom it did not reach: the digest of the issue that went out last. */
  unlessIn: z.string().optional(),
})
export type Welcoming = z.infer<typeof Welcoming>

/** A batch's state: who works on it and what became of each recipient. Kept apart from the recipients and under 1 KB. */
export const Batch = z.object({
  key: z.string(),
  size: z.number(),
  candidates: z.number(),
  excluded: Counts,
  /** One code a recipient, see outcomes.ts: with one of a newer version the batch cannot be read, and it alone. */
  codes: z.string().regex(/^[.>aurmxUSPGCWHV]*$/),
  /** When a message was last put into the queue for it, Unix ms. */
  hintedAt: z.number(),
  closed: z.boolean(),
  /** When it may be delivered, Unix ms; absent = at once. */
  due: z.number().optional(),
  /** Of a batch that no plan made: who is in it, see `packRecipients`. */
  recipients: z.string().optional(),
  /** The claim: whoever holds the token may write, until the lease ends (Unix ms by the database's clock). */
  token: z.string().optional(),
  lease: z.number().optional(),
  attempt: z.number(),
  /** How often its codes were marked: a write that comes late, after a newer one, finds another number. */
  version: z.number().optional(),
  /** For how long chunks of it were under way, ms: by which its speed is known. */
  workedMs: z.number().optional(),
  /** When a recipient last became uncertain, Unix ms by the database's clock. */
  uncertainAt: z.number().optional(),
  /** A person had uncertain or failed recipients sent again: events of before may still come. */
  reopened: z.boolean().optional(),
  /** How many workers in a row gave it back because SES refused their own credentials or clock. */
  refusals: z.number().optional(),
  /** Of a batch of a welcome series: what it was made for. */
  welcome: Welcoming.optional(),
})
export type Batch = z.infer<typeof Batch>
