import { isPassedBy } from '../../subscription/states/pause.ts'
import type { ReaderRow } from '../../subscription/states/subscriber.ts'
import type { Batch } from '../ledger/batch.ts'
import type { OutcomeCode } from '../ledger/outcomes.ts'
import type { Frozen } from '../ledger/send.ts'

const codeOfStatus = { pending: 'P', unsubscribed: 'U', suppressed: 'S', erased: 'G' } as const

/**
 * Why a reader who was planned gets nothing, according to their row now; undefined when they do.
 * @param reader the row; undefined when there is none any more
 */
export const excludedSincePlan = (
  reader: ReaderRow | undefined,
  { frozen, batch: { welcome, due = 0 } }: { frozen: Frozen; batch: Batch },
): OutcomeCode | undefined => {
  if (!reader) return 'G'
  if (reader.status !== 'active') return codeOfStatus[reader.status]
  // They left and came back: their newer batch applies to them.
  if (welcome && welcome.confirmedAt !== reader.confirmedAt) return 'V'
  // A digest begins for all at its freeze, a letter of a series for each when it is due.
  return isPassedBy(reader, welcome ? new Date(due).toISOString() : frozen.at) ? 'Z' : undefined
}
