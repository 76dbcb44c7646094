import { shareOfSends } from '../../functions/sending/deliver/account-rate.ts'
import { chunkSize, leadMs } from '../../functions/sending/deliver/reserve-account-rate.ts'
import { mostOpen } from '../../functions/sending/deliver/send-batch-mails.ts'

/**
 * How many a worker may have marked and not called: a chunk and, of the one before it, what is called while the send is
 * read and the chunk is marked (PROTOCOL.md, step 6). The send is read when no more are left of the chunk before: so many
 * are called at most after a pause or a cancel.
 * @param rate messages a second that SES takes
 */
export const mostNotCalled = (rate: number): number =>
  chunkSize + Math.ceil((leadMs * rate * shareOfSends) / 1000)

/** How many the ledger may call under way with one worker: those, and whose calls are open. */
export const mostUnderWay = (rate: number): number => mostNotCalled(rate) + mostOpen
