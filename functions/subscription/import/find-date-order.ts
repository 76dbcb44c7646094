import { mostLookedAt, mostUnreadable } from './import-limits.ts'
import type { Found } from './inspect-csv.ts'
import { readRows } from './read-rows.ts'
import { type DateOrder, dateFields, orderIn, orderOf } from './row-dates.ts'
import type { OpenAt } from './rows.ts'

/**
 * Finds whether a list writes the month or the day first, by days after the twelfth in its first rows.
 * @param open the file's beginning
 * @returns undefined when it does not show, or shows both
 */
export const findDateOrder = async (
  open: OpenAt,
  { shape, columns, from }: Pick<Found, 'shape' | 'columns' | 'from'>,
): Promise<DateOrder | undefined> => {
  const places = dateFields.flatMap((field) => columns[field] ?? [])
  if (places.length === 0) return undefined
  const shown = new Set<ReturnType<typeof orderIn>>()
  for await (const { cells = [], number, next } of readRows(open, shape, from)) {
    if (number >= from.row + mostLookedAt || (next.unreadable ?? 0) >= mostUnreadable) break
    for (const at of places) shown.add(orderIn(cells[at] ?? ''))
  }
  return orderOf(shown)
}
