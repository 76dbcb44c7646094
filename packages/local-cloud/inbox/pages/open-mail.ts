import type { Tried } from '../links/follow-link.ts'
import type { Mail } from '../mailbox/mail.ts'
import type { Pictures } from '../message/pictures.ts'
import type { Opened } from '../message/read-message.ts'
import type { Place } from './view-address.ts'

/** The mail that is open, with all its page needs. */
export type OpenMail = {
  mail: Mail
  opened: Opened
  /** Its pictures from other hosts. */
  pictures: Pictures
  place: Place
  isUnread: boolean
  /** Ids of its neighbours in the list. */
  newer: string | undefined
  older: string | undefined
  /** Results of the last link check, by address. */
  tried: ReadonlyMap<string, Tried> | undefined
}
