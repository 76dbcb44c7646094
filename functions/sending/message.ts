import { type Digest, isWanted, type Piece, type Prepared, place, type Slot } from '../edition/digest.ts'
import type { Links } from '../platform/links.ts'
import { messageParts, newBoundary } from '../platform/mime.ts'
import type { Publication } from '../platform/publication.ts'
import { type SharedText, sharedText } from '../platform/shared-text.ts'
import { createReaderLinks } from '../subscription/reader-links.ts'

export type DigestMessageDeps = { publication: Publication; links: Links; siteUrl: string; now: () => number }

/**
 * The maker of digest messages: everything that is the same for many readers is prepared once.
 * @returns a function from a reader to the raw message
 * @throws RangeError (from it) when the reader's address cannot stand in a header
 */
export const createDigestMessages = ({ publication, links, siteUrl, now }: DigestMessageDeps) => {
  const ready = new Map<string, SharedDigest>()
  const partsFor = (digest: Digest, hash: string, topics: string[]): Prepared<SharedText> => {
    const pieces = ready.get(hash) ?? shared(digest)
    ready.set(hash, pieces)
    return { html: chosen(pieces.html, topics), text: chosen(pieces.text, topics) }
  }
  const linkFor = createReaderLinks({ links, siteUrl, now })
  const boundary = newBoundary()

  return (
    digest: Digest,
    hash: string,
    reader: { id: string; email: string; topics: string[] },
    send: { id: string; test: boolean },
  ): Buffer[] => {
    const { language } = digest
    const unsubscribe = linkFor('unsubscribe', reader.id, send.id).url
    const preferences = linkFor('preferences', reader.id, send.id).url
    const bodies = place(partsFor(digest, hash, reader.topics), { unsubscribe, preferences })
    return messageParts(
      {
        from: { name: publication.sender.name[language]!, address: publication.sender.address },
        to: reader.email,
        replyTo: publication.replyTo,
        subject: send.test ? `[Test] ${digest.subject}` : digest.subject,
        headers: {
          'List-Id': listId(publication),
          // RFC 8058 §3.1: one https URI and the marker; both are covered by SES's DKIM signature.
          'List-Unsubscribe': `<${unsubscribe}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          'Feedback-ID': `${send.id}:${language}:${publication.id}:masthead`,
          'Content-Language': language,
        },
        ...bodies,
      },
      boundary,
    )
  }
}

/** A digest's pieces as they stand, each encoded once: choices of topics are many, and hold the same pieces. */
type SharedDigest = Record<'html' | 'text', { topic?: string; part: SharedText | { slot: Slot } }[]>

const shared = ({ html, text }: Digest): SharedDigest => {
  const share = ({ topic, ...piece }: Piece) => ({
    topic,
    part: 'slot' in piece ? { slot: piece.slot } : sharedText(piece.text),
  })
  return { html: html.map(share), text: text.map(share) }
}

const chosen = (pieces: SharedDigest['html'], topics: readonly string[]) =>
  pieces.filter(({ topic }) => isWanted(topic, topics)).map(({ part }) => part)

/** RFC 2919 §2: a phrase and an identifier under a domain that is ours. */
const listId = ({ id, sender }: Publication): string => `${id} <${id}.${sender.address.split('@')[1]}>`
