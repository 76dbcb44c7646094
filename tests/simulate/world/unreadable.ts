import type { Item, Value } from '../database/attribute.ts'
import type { MemoryDatabase } from '../database/memory-database.ts'
import { send } from './magazine.ts'
import { shards } from './scale.ts'

export type Row = 'reader' | 'batch'

/**
 * An optional field of each kind of row that no send of a digest writes, to be given a shape that no version has had.
 */
const field: Record<Row, string> = { reader: 'former', batch: 'welcome' }
const strange: Value = { S: 'of another version' }

/**
 * Makes rows unreadable for a while, as if another version had written them. Code that uses only keys and conditions
 * can still write them.
 */
export const createUnreadable = (database: MemoryDatabase, now: () => number) => {
  const rowsOf = (row: Row): Item[] => {
    const [table, partitions] =
      row === 'reader'
        ? [database.table('subscribers'), shards]
        : [database.table('ledger'), [`send#${send}`]]
    const items = partitions.flatMap((partition) => table.list(partition).map(({ item }) => item))
    return row === 'reader' ? items : items.filter(({ sk }) => sk?.S?.startsWith('batch#'))
  }
  const put = (row: Row, item: Item) =>
    database.table(row === 'reader' ? 'subscribers' : 'ledger').put(item, item, now())
  return {
    /** @param choose selects the row, from 0 to below 1 */
    spoil: (row: Row, choose: number): void => {
      const rows = rowsOf(row)
      const item = rows[Math.floor(choose * rows.length)]
      if (item) put(row, { ...item, [field[row]]: strange })
    },
    /** Makes all rows readable again. */
    mend: (): void => {
      for (const row of ['reader', 'batch'] as const)
        for (const item of rowsOf(row)) {
          const { [field[row]]: spoiled, ...rest } = item
          if (spoiled === strange) put(row, rest)
        }
    },
  }
}
