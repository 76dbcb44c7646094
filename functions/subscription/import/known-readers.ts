import { isImported, present, type ReaderRow, type Subscriber } from '../states/subscriber.ts'
import { passedOver, type Taken, taken, type Verdict } from './verdict.ts'

/** Whether a reader stands here by this import. */
export const isOf = (importId: string, row: Subscriber | undefined): boolean =>
  row !== undefined && isImported(row.consent) && row.consent.import === importId

/** @returns the verdict on a row whose reader it brought in, in this run or an earlier one */
export const verdictOfOwn = (
  importId: string,
  row: Taken,
  before: Subscriber | undefined,
): Verdict | undefined =>
  before && isOf(importId, before) && isImported(before.consent) && before.consent.row === row.reader.row
    ? taken(row, row.reader.as.status)
    : undefined

/** @param now Unix ms. @returns why a row is not imported whose reader is known here already */
export const verdictOnKnown = (
  importId: string,
  row: Taken,
  found: ReaderRow | undefined,
  now: number,
): Verdict => {
  if (found?.status === 'erased') return passedOver(row, 'erased')
  const before = present(found, now)
  if (isOf(importId, before)) return passedOver(row, 'duplicate')
  const { status = 'active' } = before ?? {}
  return passedOver(row, status === 'active' ? 'reader' : status)
}
