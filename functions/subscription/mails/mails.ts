import * as z from 'zod'
import { Language } from '../../publication/language.ts'
import { escapeHtml } from '../../web/html.ts'

/**
 * The mails that the forms send, compiled once when the functions are bundled:
 * `confirm` asks the owner of an inbox, `known` tells a reader that somebody signed them up again, `changed` what their
 * preferences are now, `goodbye` that they left.
 */
export const MailKind = z.enum(['confirm', 'known', 'changed', 'goodbye'])
export type MailKind = z.infer<typeof MailKind>

/**
 * What differs from reader to reader: links, the site's origin, the time at which the confirmation link ends, and in
 * words what they chose.
 */
export const Slot = z.enum([
  'confirm',
  'until',
  'preferences',
  'unsubscribe',
  'subscribe',
  'site',
  'language',
  'topics',
])
export type Slot = z.infer<typeof Slot>

const Piece = z.union([z.string(), z.object({ slot: Slot })])
export type Piece = z.infer<typeof Piece>

const CompiledMail = z.object({ subject: z.string(), html: z.array(Piece), text: z.array(Piece) })
export type CompiledMail = z.infer<typeof CompiledMail>

export const Mails = z.record(Language, z.record(MailKind, CompiledMail))
export type Mails = z.infer<typeof Mails>

/**
 * Fills in one reader's values; HTML gets them escaped.
 * @throws when the mail has a slot that got no value
 */
export const fillMail = (
  { subject, html, text }: CompiledMail,
  values: Partial<Record<Slot, string>>,
): { subject: string; html: string; text: string } => {
  const fill = (pieces: Piece[], quote: (text: string) => string) =>
    pieces
      .map((piece) => {
        if (typeof piece === 'string') return piece
        const value = values[piece.slot]
        if (value === undefined)
          throw new Error(`The mail "${subject}" got nothing for its slot ${piece.slot}`)
        return quote(value)
      })
      .join('')
  return { subject, html: fill(html, escapeHtml), text: fill(text, (value) => value) }
}

/** How a slot stands in what is compiled: text that neither escaping nor the compiler touches. */
export const slotMark = (slot: Slot): string => `[[${slot}]]`

/** Cuts a compiled text at its slots. */
export const cutAtSlots = (compiled: string): Piece[] =>
  compiled
    .split(new RegExp(`\\[\\[(${Slot.options.join('|')})\\]\\]`))
    // A split by one group gives text, slot, text, slot …
    .map((part, index): Piece => (index % 2 === 1 ? { slot: Slot.parse(part) } : part))
    .filter((piece) => piece !== '')
