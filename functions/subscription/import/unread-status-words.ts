import { type Mapping, plainName } from './column-names.ts'
import { refuseUnread } from './find-columns.ts'
import { mostLookedAt, mostUnreadable } from './import-limits.ts'
import type { Found } from './inspect-csv.ts'
import { readRows } from './read-rows.ts'
import type { OpenAt } from './rows.ts'
import { saysLeft, standingOf } from './status-words.ts'

/**
 * A column of nothing but words for how a reader stands says who left, whatever it is called.
 * @param open the file's beginning
 * @throws Refusal when one is not read
 */
export const refuseUnreadStatusWords = async (
  open: OpenAt,
  { shape, header, columns, from }: Found,
  mapping: Mapping,
): Promise<void> => {
  const said = new Set(Object.keys(mapping).map(plainName))
  const read = new Set(Object.values(columns).flat())
  const isUnread = (at: number) =>
    !read.has(at) && !said.has(plainName(header[at]!)) && !said.has(String(at + 1))
  const words = new Map(header.flatMap((_, at) => (isUnread(at) ? [[at, new Set<string>()] as const] : [])))
  for await (const { cells = [], number, next } of readRows(open, shape, from)) {
    // A file of more that cannot be read is refused when all of it is read.
    if (number >= from.row + mostLookedAt || (next.unreadable ?? 0) >= mostUnreadable) break
    for (const [at, found] of words) {
      const cell = cells[at]?.trim()
      if (cell) found.add(cell)
      if (cell && !standingOf(cell)) words.delete(at)
    }
  }
  const telling = [...words].filter(([, found]) => [...found].some(saysLeft)).map(([at]) => header[at]!)
  refuseUnread(telling, 'By what it holds')
}
