import type { PublishedIssue } from '../edition/model/edition.table.ts'
import type { Send } from '../sending/ledger/send.ts'

export type EditionsToSend = (
  send: Pick<Send, 'frozen' | 'cancelledAt' | 'issue'>,
) => Promise<Readonly<Record<string, string>> | undefined>

/**
 * What a send would send if it began now: content hash of the edition, by language; undefined of one that has begun, and holds on to
 * its own, of one that is cancelled, and where nothing is published.
 */
export const createEditionsToSend =
  (editions: { issue(id: string): Promise<PublishedIssue | undefined> }): EditionsToSend =>
  async ({ frozen, cancelledAt, issue }) =>
    frozen || cancelledAt ? undefined : (await editions.issue(issue))?.editions
