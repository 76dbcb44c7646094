import type { Links } from '../runtime/signed-links.ts'
import { opens } from '../subscription/states/former-addresses.ts'
import {
  personIn,
  present,
  type ReaderRow,
  type Subscriber,
  waitingOf,
} from '../subscription/states/subscriber.ts'
import type { EraseReader } from './erase-reader.ts'
import type { CopyReader } from './reader-copy.ts'
import type { ReaderCopy } from './reader-copy-schema.ts'

export type YourDataDeps = {
  /** Readers by any id that was ever theirs; see `createStanding`. */
  subscribers: { get(id: string): Promise<ReaderRow | undefined> }
  links: Pick<Links, 'verify'>
  copy: CopyReader
  erase: EraseReader
  /** Unix ms. */
  now: () => number
}

/** What a link leads to. It tells nothing of anybody but its own reader, and nothing at all once it is forged or has ended. */
type NoReader =
  | { outcome: 'forged' }
  | { outcome: 'expired' }
  /** Nobody is known any more: their sign-up has lapsed. */
  | { outcome: 'nobody' }
  /** At which time, ISO 8601. */
  | { outcome: 'erased'; at: string }
/** `fromIssue`: the link was in an issue, which may have been forwarded. */
export type YourData = { outcome: 'found'; reader: Subscriber; fromIssue: boolean } | NoReader
export type Copied = { outcome: 'copied'; copy: ReaderCopy } | NoReader
export type Erasing = { outcome: 'done'; at: string; reader: Subscriber } | NoReader

/**
 * What a reader may do with all that is known of them, by the `preferences` link in any mail, also once they have left.
 * `look` changes nothing.
 */
export const createYourData = ({ subscribers, links, copy, erase, now }: YourDataDeps) => {
  const find = async (token: string) => {
    const verified = links.verify(token, 'preferences', now())
    if (verified.outcome !== 'valid') return { outcome: verified.outcome }
    const row = await subscribers.get(verified.claim.subscriber)
    if (!opens(verified.claim.subscriber, personIn(row))) return { outcome: 'expired' as const }
    // An erased reader's new sign-up is theirs, too.
    const reader = row?.status === 'erased' ? waitingOf(row, now()) : present(row, now())
    if (row && row.status !== 'moved' && reader) {
      const { subscriber: named, send } = verified.claim
      return { outcome: 'found' as const, reader, status: row.status, named, fromIssue: send !== '' }
    }
    return row?.status === 'erased'
      ? { outcome: 'erased' as const, at: row.at }
      : { outcome: 'nobody' as const }
  }
  return {
    look: (token: string): Promise<YourData> => find(token),
    copy: async (token: string): Promise<Copied> => {
      const found = await find(token)
      if (found.outcome !== 'found') return found
      return { outcome: 'copied', copy: await copy(found.reader, found.status, found.fromIssue) }
    },
    /** Whoever presses the button again is told when it was done. */
    erase: async (token: string): Promise<Erasing> => {
      const found = await find(token)
      if (found.outcome !== 'found') return found
      const { reader } = found
      await erase(reader.email, found.named)
      return { outcome: 'done', at: new Date(now()).toISOString(), reader }
    },
  }
}
export type YourDataUseCase = ReturnType<typeof createYourData>
