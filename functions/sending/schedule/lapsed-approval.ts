import { isDeepStrictEqual } from 'node:util'
import type { Frozen, Send } from '../ledger/send.ts'

type Approval = NonNullable<Send['approval']>

/** As far as an estimate may be wrong: by hundreds where there are few. */
const mostReaders = (approved: number): number => approved * 1.2 + 500

/**
 * What is left of an approval when the send begins. It was for the editions of then, and for about as many readers.
 * @param readers about how many there are now; undefined where that is none of the send's matter
 * @returns undefined where it holds, or nobody has approved the send
 */
export const lapsedApproval = (
  { approval }: Pick<Send, 'approval'>,
  { editions }: Pick<Frozen, 'editions'>,
  readers: number | undefined,
): Approval | undefined => {
  if (approval?.by === undefined) return undefined
  const { above, by } = approval
  if (!isDeepStrictEqual(approval.editions, editions)) return { above, lapsed: { by, why: 'editions' } }
  const isForMore = readers !== undefined && readers > mostReaders(approval.readers ?? 0)
  return isForMore ? { above, lapsed: { by, why: 'readers' } } : undefined
}
