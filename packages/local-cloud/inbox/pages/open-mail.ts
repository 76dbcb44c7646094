import type { Tried } from '../links/check-link.ts'
import type { Mail } from '../mailbox/mail.ts'
import type { Pictures } from '../message/pictures.ts'
import type { Opened } from '../message/read-message.ts'
import type { Place } from './view-address.ts'

/** A mail that is open. */
export type OpenMail = {
  mail: Mail
  opened: Opened
  /** Those that lie elsewhere. */
  pictures: Pictures
  place: Place
  isUnread: boolean
  /** Neighbours among what was found. */
  newer: string | undefined
  older: string | undefined
  /** What became of its links when they were last tried. */
  tried: ReadonlyMap<string, Tried> | undefined
}
