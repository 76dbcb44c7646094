import type { Digest, DigestKind } from '../../edition/model/digest.ts'
import type { Mailer } from '../../mail/mailer.ts'
import type { Send } from '../ledger/send.ts'
import type { createDigestMessages } from './digest-message.ts'
import type { Post } from './send-batch-mails.ts'

export type PostDeps = {
  mailer: Pick<Mailer, 'send'>
  digests: (issue: string, language: string, hash: string) => Promise<Digest>
  messages: ReturnType<typeof createDigestMessages>
  from: string
}

type Delivery = Pick<Parameters<Post>[0], 'send' | 'frozen' | 'batch' | 'recipient'>

/** The edition that a recipient gets. A welcome mail uses the one its reader was promised. */
const hashOf = ({ frozen, batch, recipient }: Omit<Delivery, 'send'>): string | undefined =>
  batch.welcome?.edition ?? frozen.editions[recipient.language]

/** Loads what messages are built from before anything is spent on them. @throws when the edition is gone */
export const createPrepare =
  ({ digests }: Pick<PostDeps, 'digests'>) =>
  async (delivery: Delivery): Promise<void> => {
    const hash = hashOf(delivery)
    if (hash) await digests(delivery.send.issue, delivery.recipient.language, hash)
  }

/** Builds the digest message of one recipient, with tags that lead its SES events back to the ledger. */
export const createPost =
  ({ mailer, digests, messages, from }: PostDeps): Post =>
  async ({ send, frozen, batch, index, recipient }, reader) => {
    const language = recipient.language
    const hash = hashOf({ frozen, batch, recipient })
    if (!hash) return { outcome: 'not-a-message', reason: `there is no edition in ${language}` }
    const digest = await digests(send.issue, language, hash)
    const kind = kindOf(send)
    let raw: Buffer[]
    try {
      raw = messages(
        digest,
        hash,
        { ...reader, topics: recipient.topics },
        { id: send.id, kind, note: send.note?.[language] },
      )
    } catch (error) {
      if (error instanceof RangeError) return { outcome: 'not-a-message', reason: error.message }
      throw error
    }
    const tags = {
      kind,
      language,
      send: send.id,
      batch: batch.key,
      recipient: String(index),
      attempt: String(batch.attempt),
      // By their address of now: what SES says of the mail is about that.
      subscriber: reader.id,
      // Feedback notes of these alone that a mail arrived, see soft-bounces.ts.
      ...(reader.softBounces?.days.length && { bounced: 'softly' }),
    }
    return {
      outcome: 'ready',
      send: (mayCall) => mailer.send({ from, to: reader.email, raw, tags }, mayCall),
    }
  }

/** Which mail of its issue a send is. */
export const kindOf = ({ test, series, filter }: Send): DigestKind => {
  if (test) return 'test'
  if (series) return 'welcome'
  return filter?.corrects ? 'correction' : 'digest'
}
