import type { PublishedIssue } from '../../edition/model/edition.table.ts'
import { correctionIdOf } from '../ledger/correction-id.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import type { Send } from '../ledger/send.ts'

export type MayWaitAgainDeps = {
  sends: Pick<SendsTable, 'get'>
  /** What may be sent: nothing that is, or is to be, taken down. */
  editions: { issue(id: string): Promise<PublishedIssue | undefined> }
}

/**
 * Why nobody of a send may wait again: its issue is taken down, or it has a correction, which is for whoever has it by now. To
 * be asked once it is written that somebody is about to: so one of the two sees the other.
 */
export const whyNobodyWaits = async (
  { sends, editions }: MayWaitAgainDeps,
  { id, issue }: Pick<Send, 'id' | 'issue'>,
): Promise<'taken-down' | 'corrected' | undefined> => {
  if (!(await editions.issue(issue))) return 'taken-down'
  return (await sends.get(correctionIdOf(id))) ? 'corrected' : undefined
}
