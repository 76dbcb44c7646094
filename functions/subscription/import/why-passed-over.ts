import { isImported } from '../states/consent.ts'
import { present, type ReaderRow, type Subscriber } from '../states/subscriber.ts'
import { passedOver, type Taken, taken, type Verdict } from './verdict.ts'

/** Whether a reader stands here by this import. */
export const isOf = (importId: string, row: Subscriber | undefined): boolean =>
  row !== undefined && isImported(row.consent) && row.consent.import === importId

/** @returns the verdict on a row that made its reader what they are, in this run or an earlier one */
export const verdictOfOwn = (
  importId: string,
  row: Taken,
  before: Subscriber | undefined,
): Verdict | undefined => {
  if (!before) return undefined
  const { row: number, as } = row.reader
  const { consent } = before
  const isFirst = isImported(consent) && consent.import === importId && consent.row === number
  if (isFirst) return taken(row, as.status)
  if (!keptOutBy(importId, before).some((one) => one.row === number)) return undefined
  return isOf(importId, before) ? passedOver(row, 'contradicted') : taken(row, as.status)
}

const keptOutBy = (importId: string, row: Subscriber | undefined) =>
  row && 'keptOutBy' in row ? (row.keptOutBy ?? []).filter((one) => one.import === importId) : []

/** @param now Unix ms. @returns why a row is not imported whose reader is known here already */
export const verdictOnKnown = (
  importId: string,
  row: Taken,
  found: ReaderRow | undefined,
  now: number,
): Verdict => {
  if (found?.status === 'moved') return passedOver(row, 'moved')
  if (found?.status === 'erased') {
    const isBlocked = found.unknown && found.suppressed
    return passedOver(row, found.left ? 'unsubscribed' : isBlocked ? 'suppressed' : 'erased')
  }
  const before = present(found, now)
  if (isOf(importId, before)) return passedOver(row, 'duplicate')
  // A row below may have been written by an earlier run.
  const later = keptOutBy(importId, before).find((one) => one.row > row.reader.row)
  const status = later?.from ?? before?.status ?? 'active'
  return passedOver(row, status === 'active' ? 'reader' : status)
}
