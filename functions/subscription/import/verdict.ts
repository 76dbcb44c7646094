import type { SubscriberId } from '../states/reader-id.ts'
import type { ReaderRow } from '../states/subscriber.ts'
import type { FileReason, Judged } from './judge-by-file.ts'
import type { Note } from './row-choice.ts'
import type { As } from './status-elsewhere.ts'

/**
 * Why a row is not imported: as the file tells, or by who stands here already. `reader`, `pending`, `unsubscribed`,
 * `suppressed`, `erased`, `moved`: that is what they are; `contradicted`: a row above says less against mail to them than this one,
 * which counts; `other-spelling`: they left or are suppressed by another spelling of their address.
 */
export type Reason =
  | FileReason
  | Exclude<ReaderRow['status'], 'active'>
  | 'reader'
  | 'contradicted'
  | 'other-spelling'

/** What became of a row. */
export type Verdict =
  /** `asks`: the reader's id, if they are to be asked. */
  | { outcome: 'taken'; row: number; status: As['status']; notes: Note[]; asks?: SubscriberId }
  | { outcome: 'passed-over'; row: number; reason: Reason }

export type Taken = Judged & { outcome: 'taken' }

export const taken = ({ reader, notes }: Taken, status: As['status']): Verdict => ({
  outcome: 'taken',
  row: reader.row,
  status,
  notes,
})

export const passedOver = ({ reader }: Taken, reason: Reason): Verdict => ({
  outcome: 'passed-over',
  row: reader.row,
  reason,
})
