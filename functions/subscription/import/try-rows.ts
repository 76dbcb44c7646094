import type { LeftInboxes } from '../states/left-inboxes.table.ts'
import type { SubscriberId } from '../states/reader-id.ts'
import type { SubscribersTable } from '../states/subscriber.table.ts'
import type { ReaderRow } from '../states/subscriber.ts'
import type { WriteRowsDeps } from './write-rows.ts'

/**
 * Readers as they would stand if what is written were written: it is remembered, and nobody changes. By it a trial comes to the
 * verdicts of the import itself, of rows that meet each other, too.
 */
export const createUntouched = (
  subscribers: Pick<SubscribersTable, 'get' | 'getMany'>,
): WriteRowsDeps['subscribers'] => {
  const wouldBe = new Map<SubscriberId, ReaderRow>()
  return {
    get: async (id) => wouldBe.get(id) ?? subscribers.get(id),
    getMany: async (ids) => {
      const found = await subscribers.getMany(ids.filter((id) => !wouldBe.has(id)))
      const all = new Map(found)
      for (const id of ids) {
        const row = wouldBe.get(id)
        if (row) all.set(id, row)
      }
      return all
    },
    replace: async (before, after) => {
      wouldBe.set(after.id, { ...after, revision: (before?.revision ?? 0) + 1 })
      return 'written'
    },
  }
}

/** Inboxes that were left, with those that would be noted if what is written were written. */
export const createUntouchedInboxes = ({ among }: Pick<LeftInboxes, 'among'>): LeftInboxes => {
  const wouldBe = new Set<SubscriberId>()
  return {
    note: async (inbox) => void wouldBe.add(inbox),
    among: async (inboxes) =>
      (await among(inboxes)).union(new Set(inboxes.filter((inbox) => wouldBe.has(inbox)))),
  }
}
