import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { Key } from './keys.ts'
import type { Ledger } from './ledger.table.ts'

/** Whatever else the item holds, and whether or not this version can read it. */
const Stamped = z.looseObject({ stamp: z.unknown() })

/**
 * Puts a new stamp on an item, over the stamp that stands there; creates the item if there is none. A repeated write that
 * arrives minutes late finds another stamp and changes nothing, so no stamp ever comes back over a later one, and whoever
 * removes an item with the stamp that they saw removes nothing that was stamped since.
 * @param also more to write: what follows in the update expression, and its values
 */
export const stamp = async (
  ledger: Pick<Ledger, 'get' | 'update'>,
  key: Key,
  also: { set: string; values?: Record<string, unknown> } = { set: '' },
): Promise<void> => {
  const mine = randomUUID()
  for (;;) {
    const seen = (await ledger.get(Stamped, key))?.stamp
    const isUnchanged = seen === undefined ? 'attribute_not_exists(stamp)' : 'stamp = :seen'
    const stamped = await ledger.update(Stamped, key, {
      set: `SET stamp = :stamp${also.set}`,
      // One's own stamp stands there when the answer to a first attempt was lost.
      condition: `${isUnchanged} OR stamp = :stamp`,
      values: { ...also.values, ':stamp': mine, ':seen': seen },
    })
    if (stamped) return
  }
}
