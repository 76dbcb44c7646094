import { nextIssue } from '../../edition/digest/next-issue.ts'
import {
  type Digest,
  type DigestKind,
  type DigestSlot,
  isWanted,
  type Piece,
  type Prepared,
} from '../../edition/model/digest.ts'
import { messageParts, newBoundary } from '../../mail/mime.ts'
import { type SharedText, sharedText } from '../../mail/shared-text.ts'
import { place, type Slot } from '../../mail/template.ts'
import type { Language } from '../../publication/language.ts'
import type { Publication } from '../../publication/publication.ts'
import { wordsOf } from '../../publication/words.ts'
import { isoDayAt } from '../../runtime/local-time.ts'
import type { Links } from '../../runtime/signed-links.ts'
import type { Answers } from '../../subscription/states/custom-fields.ts'
import { createReaderLinks } from '../../subscription/states/reader-links.ts'
import { readerName } from './reader-name.ts'

export type MessageReader = { id: string; email: string; topics: string[]; fields?: Answers | undefined }

export type DigestMessageDeps = { publication: Publication; links: Links; siteUrl: string; now: () => number }

/**
 * Builds digest messages. Prepares once what many readers share.
 * @returns a function from a reader to the raw message
 * @throws RangeError (from that function) when the reader's address cannot be used in a header
 */
export const createDigestMessages = ({ publication, links, siteUrl, now }: DigestMessageDeps) => {
  const ready = new Map<string, SharedDigest>()
  const partsFor = (
    digest: Digest,
    hash: string,
    topics: string[],
    kind: DigestKind,
  ): Prepared<SharedText> => {
    const pieces = ready.get(hash) ?? shared(digest)
    ready.set(hash, pieces)
    return { html: chosen(pieces.html, topics, kind), text: chosen(pieces.text, topics, kind) }
  }
  const linkFor = createReaderLinks({ links, siteUrl, now })
  const boundary = newBoundary()
  const nextIn = nextIssues(publication)
  const mailbox = publication.unsubscribeMailbox

  return (
    digest: Digest,
    hash: string,
    reader: MessageReader,
    send: { id: string; kind: DigestKind; note?: string | undefined },
  ): Buffer[] => {
    const { language } = digest
    const unsubscribe = linkFor('unsubscribe', reader.id, send.id).url
    const preferences = linkFor('preferences', reader.id, send.id).url
    const rating = linkFor('rating', reader.id, send.id).url
    const name = readerName(publication, reader.fields)
    const next = nextIn(language, send.kind, now())
    const parts = partsFor(digest, hash, reader.topics, send.kind)
    const bodies = place(parts, { unsubscribe, preferences, rating, name, next, correction: send.note })
    return messageParts(
      {
        from: { name: publication.sender.name[language]!, address: publication.sender.address },
        to: reader.email,
        toName: name,
        replyTo: publication.replyTo,
        subject: subjectOf(digest, send.kind),
        headers: {
          'List-Id': listId(publication),
          // RFC 8058 §3.1: one https URI first, and the one-click marker. SES's DKIM signature covers both headers.
          'List-Unsubscribe': `<${unsubscribe}>${mailbox ? `, <mailto:${mailbox}?subject=unsubscribe>` : ''}`,
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

/** Worked out once a day, not once a reader. */
const nextIssues = (publication: Publication) => {
  const said = new Map<string, string | undefined>()
  return (language: Language, kind: DigestKind, at: number): string | undefined => {
    if (!publication.cadence) return undefined
    const key = `${language} ${kind} ${isoDayAt(at, publication.timeZone)}`
    if (!said.has(key)) said.set(key, nextIssue(publication, language, kind, at))
    return said.get(key)
  }
}

const subjectOf = ({ subject, language }: Digest, kind: DigestKind): string => {
  const { testSubject, correctionSubject } = wordsOf(language).digest
  if (kind === 'test') return testSubject(subject)
  return kind === 'correction' ? correctionSubject(subject) : subject
}

/** A digest's pieces, each encoded once: readers choose many combinations of topics, made of the same pieces. */
type SharedPiece = Pick<Piece, 'topic' | 'only'> & { part: SharedText | Slot<DigestSlot> }
type SharedDigest = Record<'html' | 'text', SharedPiece[]>

const shared = ({ html, text }: Digest): SharedDigest => {
  const share = (piece: Piece): SharedPiece => ({
    topic: piece.topic,
    only: piece.only,
    part: 'slot' in piece ? { slot: piece.slot, otherwise: piece.otherwise } : sharedText(piece.text),
  })
  return { html: html.map(share), text: text.map(share) }
}

const chosen = (pieces: SharedPiece[], topics: readonly string[], kind: DigestKind) =>
  pieces.filter((piece) => isWanted(piece, topics, kind)).map(({ part }) => part)

/** RFC 2919 §2: a phrase and an identifier under a domain of ours. */
const listId = ({ id, sender }: Publication): string => `${id} <${id}.${sender.address.split('@')[1]}>`
