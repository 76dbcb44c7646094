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
import { joinedTexts, type SharedText, sharedText } from '../../mail/shared-text.ts'
import { place, type Slot } from '../../mail/template.ts'
import type { Language } from '../../publication/language.ts'
import type { Publication } from '../../publication/publication.ts'
import { wordsOf } from '../../publication/words.ts'
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
  const ready = new Map<string, ReturnType<typeof createChoices>>()
  const partsFor = (
    digest: Digest,
    hash: string,
    topics: string[],
    kind: DigestKind,
  ): Prepared<SharedText> => {
    const choices = ready.get(hash) ?? createChoices(digest)
    ready.set(hash, choices)
    return choices(topics, kind)
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

/** Worked out once a minute, in which no zone has two days, not once a reader: to tell the day takes a while. */
const nextIssues = (publication: Publication) => {
  const said = new Map<string, string | undefined>()
  let minute: number | undefined
  return (language: Language, kind: DigestKind, at: number): string | undefined => {
    if (!publication.cadence) return undefined
    const now = Math.floor(at / 60_000)
    if (minute !== now) said.clear()
    minute = now
    const key = `${language} ${kind}`
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
type SharedPiece = Pick<Piece, 'topic' | 'only'> & { part: Part }
type SharedDigest = Record<'html' | 'text', SharedPiece[]>

const shared = ({ html, text }: Digest): SharedDigest => {
  const share = (piece: Piece): SharedPiece => ({
    topic: piece.topic,
    only: piece.only,
    part: 'slot' in piece ? { slot: piece.slot, otherwise: piece.otherwise } : sharedText(piece.text),
  })
  return { html: html.map(share), text: text.map(share) }
}

/** Of so many choices of topics of a digest the pieces are joined. Each takes a few times the digest's size. */
const mostJoined = 8

/**
 * The pieces for a choice of topics. Of the first choices that are met, those between two slots are joined: most readers
 * choose alike, and twenty pieces a message cost less than sixty.
 */
const createChoices = (digest: Digest) => {
  const { html, text } = shared(digest)
  const joined = new Map<string, Prepared<SharedText>>()
  return (topics: readonly string[], kind: DigestKind): Prepared<SharedText> => {
    const key = `${kind} ${topics.join()}`
    const known = joined.get(key)
    if (known) return known
    const pieces = { html: chosen(html, topics, kind), text: chosen(text, topics, kind) }
    if (joined.size >= mostJoined) return pieces
    const made = { html: withRunsJoined(pieces.html), text: withRunsJoined(pieces.text) }
    joined.set(key, made)
    return made
  }
}

type Part = SharedText | Slot<DigestSlot>

const chosen = (pieces: SharedPiece[], topics: readonly string[], kind: DigestKind): Part[] =>
  pieces.filter((piece) => isWanted(piece, topics, kind)).map(({ part }) => part)

const withRunsJoined = (parts: readonly Part[]): Part[] => {
  const all: Part[] = []
  let run: SharedText[] = []
  const endRun = () => {
    if (run.length > 0) all.push(run.length > 1 ? joinedTexts(run) : run[0]!)
    run = []
  }
  for (const part of parts) {
    if ('slot' in part) {
      endRun()
      all.push(part)
    } else run.push(part)
  }
  endRun()
  return all
}

/** RFC 2919 §2: a phrase and an identifier under a domain of ours. */
const listId = ({ id, sender }: Publication): string => `${id} <${id}.${sender.address.split('@')[1]}>`
