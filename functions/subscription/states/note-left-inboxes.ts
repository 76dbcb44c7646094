import { inboxOf } from './canonical-inbox.ts'
import type { Subscribers } from './change-subscriber.ts'
import type { LeftInboxes } from './left-inboxes.table.ts'
import type { ReaderIdOf } from './reader-id.ts'
import { personIn, type ReaderRow } from './subscriber.ts'

const keepsOut: readonly ReaderRow['status'][] = ['unsubscribed', 'suppressed', 'erased']

/** Whether somebody of this row is not to be brought back by an import. */
export const isKeptOut = (row: ReaderRow | undefined): boolean =>
  row !== undefined && keepsOut.includes(row.status)

/**
 * The inboxes of whoever leaves by a change, by their plainest spelling: of their addresses those by whose id an import that
 * spells the inbox otherwise would not find that they left.
 */
export const inboxesLeftBy = (before: ReaderRow | undefined, after: ReaderRow): string[] => {
  if (!isKeptOut(after) || isKeptOut(before)) return []
  const person = personIn(after) ?? personIn(before)
  if (!person) return []
  const { email, movedFrom = [] } = person
  const own = inboxOf(email) === email ? [] : [inboxOf(email)]
  return [...new Set([...own, ...movedFrom.map((one) => inboxOf(one.email))])]
}

/** Subscribers whose inboxes are noted when they leave, before it is written: nobody leaves unnoted. */
export const notingLeftInboxes = <Table extends Pick<Subscribers, 'replace'>>(
  subscribers: Table,
  { note, idOf }: Pick<LeftInboxes, 'note'> & { idOf: ReaderIdOf },
): Table => ({
  ...subscribers,
  replace: async (before: ReaderRow | undefined, after: ReaderRow) => {
    for (const inbox of inboxesLeftBy(before, after)) await note(await idOf(inbox))
    return subscribers.replace(before, after)
  },
})
