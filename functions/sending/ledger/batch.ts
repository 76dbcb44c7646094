import * as z from 'zod'
import { codesOnly } from './outcomes.ts'
import { Counts } from './plan-step.ts'

/** What a batch of a welcome series is for. A reader who has confirmed again meanwhile gets another batch. */
export const Welcoming = z.object({
  /** The reader's `confirmedAt`, ISO 8601. */
  confirmedAt: z.string(),
  /** Revision of the reader's row, which orders two confirmations reliably; their times do not. */
  revision: z.number(),
  /** Content hash of the edition that this reader gets. */
  edition: z.string(),
  /** The send that this mail repeats for readers whom it did not reach: the digest of the latest issue sent. */
  unlessIn: z.string().optional(),
  /** Other ids of the reader, by whom that send may have reached them. */
  alsoAs: z.array(z.string()).optional(),
})
export type Welcoming = z.infer<typeof Welcoming>

/**
 * A batch's state: who works on it, and each recipient's outcome. Stored apart from the recipients, to stay under 1 KB.
 */
export const Batch = z.object({
  key: z.string(),
  size: z.number(),
  candidates: z.number(),
  excluded: Counts,
  /** One code for each recipient, see outcomes.ts. A newer version's code makes this batch unreadable, and no other. */
  codes: z.string().regex(codesOnly),
  /** When a message for it was last queued, Unix ms. */
  hintedAt: z.number(),
  closed: z.boolean(),
  /** When it may be delivered, Unix ms; absent = at once. */
  due: z.number().optional(),
  /** Recipients of an unplanned batch, see `packRecipients`. */
  recipients: z.string().optional(),
  /** The claim: the token's holder may write until the lease ends (Unix ms by the database's clock). */
  token: z.string().optional(),
  lease: z.number().optional(),
  attempt: z.number(),
  /** Counts writes of its codes, so that a late write after a newer one is detected. */
  version: z.number().optional(),
  /** Total ms that its chunks were under way, from which speed is computed. */
  workedMs: z.number().optional(),
  /** When a recipient last became uncertain, Unix ms by the database's clock. */
  uncertainAt: z.number().optional(),
  /** A person resent to uncertain or failed recipients, so events of the earlier attempt may still arrive. */
  reopened: z.boolean().optional(),
  /** How many claims it had had then: rejections of earlier messages settle nobody any more. */
  reopenedAfter: z.number().optional(),
  /** Up to which asking anew of its send nobody in it is left out by a cancel, nor can be by a worker that saw an earlier one. */
  anew: z.number().optional(),
  /** Of a send that was asked for anew, which editions each recipient was last called with: see `editionSent`. */
  editionSets: z.string().optional(),
  /** Recipients mailed in another language than planned: see `editionSent`. */
  switched: z.string().optional(),
  /** How many workers in a row gave it back because SES refused their own credentials or clock. */
  refusals: z.number().optional(),
  /** For a batch of a welcome series: what it is for. */
  welcome: Welcoming.optional(),
})
export type Batch = z.infer<typeof Batch>
