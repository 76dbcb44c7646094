import * as z from 'zod'
import { templateOf } from '../../mail/template.ts'
import { Language } from '../../publication/language.ts'

/**
 * The mails that forms and imports cause, each with its slots for what differs between readers: links, the site's origin, the
 * confirmation link's expiry, and the reader's choices in words.
 * `confirm` asks the owner of an inbox to confirm; `ask` asks a reader from elsewhere whether they want it here. `known` tells a reader that somebody signed them up again. `changed`
 * lists their new preferences. `paused` says until when they pause. `move` asks the owner of an inbox to
 * confirm that a reader moves there; `moved` tells the reader so at the old address. `goodbye` confirms that they unsubscribed.
 */
export const slotsOf = {
  confirm: ['site', 'confirm', 'until'],
  ask: ['site', 'confirm', 'unsubscribe', 'until'],
  known: ['site', 'preferences', 'unsubscribe'],
  changed: ['language', 'topics', 'preferences', 'unsubscribe'],
  paused: ['until', 'preferences', 'unsubscribe'],
  move: ['confirm', 'until'],
  moved: ['preferences', 'unsubscribe'],
  goodbye: ['subscribe'],
} as const
export type MailKind = keyof typeof slotsOf
export type SlotOf<Kind extends MailKind> = (typeof slotsOf)[Kind][number]

/** The bundled mails, compiled once in each of the publication's languages. */
export const Mails = z.record(
  Language,
  z.object({
    confirm: templateOf(slotsOf.confirm),
    ask: templateOf(slotsOf.ask),
    known: templateOf(slotsOf.known),
    changed: templateOf(slotsOf.changed),
    paused: templateOf(slotsOf.paused),
    move: templateOf(slotsOf.move),
    moved: templateOf(slotsOf.moved),
    goodbye: templateOf(slotsOf.goodbye),
  }),
)
export type Mails = z.infer<typeof Mails>
