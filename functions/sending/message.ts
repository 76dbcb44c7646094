import { type Digest, fill, type Prepared, prepare } from '../edition/digest.ts'
import type { Links } from '../platform/links.ts'
import { buildMessage } from '../platform/mime.ts'
import type { Publication } from '../platform/publication.ts'

export type DigestMessageDeps = { publication: Publication; links: Links; siteUrl: string; now: () => number }

/** Preferences links end; unsubscribe links never do (they must work for as long as the mail is kept). */
const preferencesDays = 400

/**
 * The maker of digest messages: everything that is the same for many readers is prepared once.
 * @returns a function from a reader to the raw message
 * @throws RangeError (from it) when the reader's address cannot stand in a header
 */
export const createDigestMessages = ({ publication, links, siteUrl, now }: DigestMessageDeps) => {
  const prepared = new Map<string, Prepared>()
  const partsFor = (digest: Digest, hash: string, topics: string[]): Prepared => {
    const wanted = digest.topics.filter((topic) => topics.includes(topic))
    const key = `${hash} ${wanted.join()}`
    const found = prepared.get(key) ?? prepare(digest, wanted)
    prepared.set(key, found)
    return found
  }
  const link = (purpose: 'unsubscribe' | 'preferences', subscriber: string, send: string, expires: number) =>
    `${siteUrl}/${purpose}?token=${links.sign({ purpose, subscriber, send, expires })}`

  return (
    digest: Digest,
    hash: string,
    reader: { id: string; email: string; topics: string[] },
    send: { id: string; test: boolean },
  ): string => {
    const { language } = digest
    const unsubscribe = link('unsubscribe', reader.id, send.id, 0)
    const preferences = link(
      'preferences',
      reader.id,
      send.id,
      Math.floor(now() / 1000) + preferencesDays * 86_400,
    )
    const bodies = fill(partsFor(digest, hash, reader.topics), { unsubscribe, preferences })
    return buildMessage({
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
    })
  }
}

/** RFC 2919 §2: a phrase and an identifier under a domain that is ours. */
const listId = ({ id, sender }: Publication): string => `${id} <${id}.${sender.address.split('@')[1]}>`
