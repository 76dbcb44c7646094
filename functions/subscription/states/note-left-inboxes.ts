import { inboxOf } from './canonical-inbox.ts'
import type { Subscribers } from './change-subscriber.ts'
import type { LeftInboxes } from './left-inboxes.table.ts'
import type { ReaderIdOf, SubscriberId } from './reader-id.ts'
import { personIn, type ReaderRow } from './subscriber.ts'

const keepsOut: readonly ReaderRow['status'][] = ['unsubscribed', 'suppressed', 'erased']

/** Whether somebody of this row is not to be brought back by an import. */
export const isKeptOut = (row: ReaderRow | undefined): boolean =>
  row !== undefined && keepsOut.includes(row.status)

/** Whose inboxes are noted with whoever leaves by a change: by the id of each row, as far as it keeps them out itself. */
const leavers = (
  before: ReaderRow | undefined,
  after: ReaderRow,
): { email: string; keptOutBy?: SubscriberId }[] => {
  if (!isKeptOut(after) || isKeptOut(before)) return []
  const person = personIn(after) ?? personIn(before)
  if (!person) return []
  const { email, movedFrom = [] } = person
  return [{ email, keptOutBy: after.id }, ...movedFrom.map((one) => ({ email: one.email }))]
}

type Noting = Pick<LeftInboxes, 'note'> & { idOf: ReaderIdOf }

/**
 * Notes the inbox behind an address, by its plainest spelling, unless a row by which an import would find it keeps it out.
 * @param keptOutBy that row's id
 */
export const createNoteInbox =
  ({ note, idOf }: Noting) =>
  async (address: string, keptOutBy?: SubscriberId): Promise<void> => {
    const inbox = await idOf(inboxOf(address))
    if (inbox !== keptOutBy) await note(inbox)
  }
export type NoteInbox = ReturnType<typeof createNoteInbox>

/** Subscribers whose inboxes are noted when they leave, before it is written: nobody leaves unnoted. */
export const notingLeftInboxes = <Table extends Pick<Subscribers, 'replace'>>(
  subscribers: Table,
  noting: Noting,
): Table => {
  const noteInbox = createNoteInbox(noting)
  return {
    ...subscribers,
    replace: async (before: ReaderRow | undefined, after: ReaderRow) => {
      for (const { email, keptOutBy } of leavers(before, after)) await noteInbox(email, keptOutBy)
      return subscribers.replace(before, after)
    },
  }
}
