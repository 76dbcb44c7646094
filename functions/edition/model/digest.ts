import * as z from 'zod'
import { fill as fillTemplate, type Slot, slotOf, type Template } from '../../mail/template.ts'
import { Language } from '../../publication/language.ts'

/** The slots of a digest: complete URLs, the reader's name, when the next issue comes, and what a correction says of itself. */
const slots = ['unsubscribe', 'preferences', 'rating', 'name', 'next', 'correction'] as const
export type DigestSlot = (typeof slots)[number]

/** Kinds of an issue's mail that carry a note; the last kind is the plain digest. */
const Note = z.enum(['welcome', 'test', 'correction'])
export type DigestKind = z.infer<typeof Note> | 'digest'

/** Who gets a piece: readers of its topic, or mails of its kind; without either, everybody. */
const forWhom = { topic: z.string().optional(), only: Note.optional() }

/** A piece of a digest: ready text, or a slot. */
export const Piece = z.union([
  z.object({ ...forWhom, text: z.string() }),
  z.object({ ...forWhom, ...slotOf(slots).shape }),
])
export type Piece = z.infer<typeof Piece>

/** A reader's values for the slots. */
export type Values = {
  unsubscribe: string
  preferences: string
  rating: string
  name?: string | undefined
  next?: string | undefined
  correction?: string | undefined
}

/** A digest as an edition stores it: compiled once, filled in for each reader. */
export const Digest = z.object({
  issue: z.string(),
  language: Language,
  subject: z.string(),
  /** Topics that have articles in this issue. */
  topics: z.array(z.string()),
  html: z.array(Piece),
  text: z.array(Piece),
})
export type Digest = z.infer<typeof Digest>

/** The key of an edition's digest in the editions bucket. */
export const digestKey = (issue: string, language: string, hash: string): string =>
  `${issue}/${language}/${hash}/digest.json`

/** The pieces for one choice of topics: texts and slots, ready to be joined. */
export type Prepared<Text = string> = Template<DigestSlot, Text>

/**
 * Selects the pieces for a reader's topics.
 * @param topics the reader's choice; empty = everything
 */
export const prepare = (digest: Digest, topics: readonly string[], kind: DigestKind = 'digest'): Prepared => {
  const wanted = (piece: Piece) => isWanted(piece, topics, kind)
  return { html: merge(digest.html.filter(wanted)), text: merge(digest.text.filter(wanted)) }
}

/** Whether a reader with these topics gets the piece in a mail of this kind. */
export const isWanted = (
  { topic, only }: Pick<Piece, 'topic' | 'only'>,
  topics: readonly string[],
  kind: DigestKind,
): boolean => (!only || only === kind) && (!topic || topics.length === 0 || topics.includes(topic))

const merge = (pieces: Piece[]): (string | Slot<DigestSlot>)[] =>
  pieces.reduce<(string | Slot<DigestSlot>)[]>((merged, piece) => {
    const last = merged.at(-1)
    if ('slot' in piece) merged.push({ slot: piece.slot, otherwise: piece.otherwise })
    else if (typeof last === 'string') merged[merged.length - 1] = last + piece.text
    else merged.push(piece.text)
    return merged
  }, [])

/** Renders one reader's whole digest. */
export const fill: (prepared: Prepared, values: Values) => { html: string; text: string } = fillTemplate
