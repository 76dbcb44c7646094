import * as z from 'zod'
import { Language } from '../platform/language.ts'

/** The places of a digest that differ from reader to reader; each is a whole URL. */
export const Slot = z.enum(['unsubscribe', 'preferences'])
export type Slot = z.infer<typeof Slot>

/** A piece of a digest: ready text, or a place for a reader's link. With a topic, only its readers get it. */
export const Piece = z.union([
  z.object({ topic: z.string().optional(), text: z.string() }),
  z.object({ topic: z.string().optional(), slot: Slot }),
])
export type Piece = z.infer<typeof Piece>

/** A digest as an edition keeps it: compiled once, filled in for each reader. */
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

/** The parts for one choice of topics: texts and slots in turn, ready to be joined. */
export type Prepared<Text = string> = { html: (Text | { slot: Slot })[]; text: (Text | { slot: Slot })[] }

/**
 * Chooses the parts for a reader's topics.
 * @param topics the reader's choice; empty = everything
 */
export const prepare = (digest: Digest, topics: readonly string[]): Prepared => {
  const wanted = ({ topic }: Piece) => isWanted(topic, topics)
  return { html: merge(digest.html.filter(wanted)), text: merge(digest.text.filter(wanted)) }
}

/** Whether a piece is for a reader with these topics. */
export const isWanted = (topic: string | undefined, topics: readonly string[]): boolean =>
  !topic || topics.length === 0 || topics.includes(topic)

const merge = (pieces: Piece[]): (string | { slot: Slot })[] =>
  pieces.reduce<(string | { slot: Slot })[]>((merged, piece) => {
    const last = merged.at(-1)
    if ('slot' in piece) merged.push({ slot: piece.slot })
    else if (typeof last === 'string') merged[merged.length - 1] = last + piece.text
    else merged.push(piece.text)
    return merged
  }, [])

/** Puts one reader's links into their places. HTML gets them escaped for attributes. */
export const place = <Text extends string | object>(
  { html, text }: Prepared<Text>,
  links: Record<Slot, string>,
): { html: (Text | string)[]; text: (Text | string)[] } => ({
  html: html.map((part) => (isSlot(part) ? links[part.slot].replace(/&/g, '&amp;') : part)),
  text: text.map((part) => (isSlot(part) ? links[part.slot] : part)),
})

const isSlot = (part: string | object): part is { slot: Slot } => typeof part === 'object' && 'slot' in part

/** The whole digest of one reader. */
export const fill = (prepared: Prepared, links: Record<Slot, string>): { html: string; text: string } => {
  const { html, text } = place(prepared, links)
  return { html: html.join(''), text: text.join('') }
}
