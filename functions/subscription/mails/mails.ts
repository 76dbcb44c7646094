import * as z from 'zod'
import { templateOf } from '../../mail/template.ts'
import { Language } from '../../publication/language.ts'

/**
 * The mails that the forms send, and in each what differs from reader to reader: links, the site's origin, the time at
 * which the confirmation link ends, and in words what they chose.
 * `confirm` asks the owner of an inbox, `known` tells a reader that somebody signed them up again, `changed` what their
 * preferences are now, `goodbye` that they left.
 */
export const slotsOf = {
  confirm: ['site', 'confirm', 'until'],
  known: ['site', 'preferences', 'unsubscribe'],
  changed: ['language', 'topics', 'preferences', 'unsubscribe'],
  goodbye: ['subscribe'],
} as const
export type MailKind = keyof typeof slotsOf
export type SlotOf<Kind extends MailKind> = (typeof slotsOf)[Kind][number]

/** As they are bundled: compiled once, in each of the publication's languages. */
export const Mails = z.record(
  Language,
  z.object({
    confirm: templateOf(slotsOf.confirm),
    known: templateOf(slotsOf.known),
    changed: templateOf(slotsOf.changed),
    goodbye: templateOf(slotsOf.goodbye),
  }),
)
export type Mails = z.infer<typeof Mails>
