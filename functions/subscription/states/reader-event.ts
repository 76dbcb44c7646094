import type { Choice } from './choice.ts'
import type { Consent, FormConsent } from './consent.ts'
import type { NewAddress } from './former-addresses.ts'
import type { ImportEvent } from './import-event.ts'
import type { LeaveReason } from './leaving.ts'
import type { SubscriberId } from './reader-id.ts'
import type { Mailed, Moved } from './subscriber.ts'
import type { SuppressionCause } from './suppression-cause.ts'

/** An event that may change a reader's row. Times are ISO 8601 in UTC. */
export type ReaderEvent =
  /**
   * Somebody, perhaps a stranger, sent the sign-up form. `until`: when an unconfirmed request lapses, Unix seconds;
   * `mailed`: the mail it causes, absent when there is none.
   */
  | {
      type: 'request'
      at: string
      id: SubscriberId
      email: string
      wanted: Choice & { consent: Consent }
      until: number
      mailed?: Mailed | undefined
    }
  /**
   * Who was imported is asked by mail whether they want it. Written before the mail is sent, so that nobody is asked twice.
   * `by`: who asks, a name that nobody else has; `form`: what they confirm by it; `until`: when that lapses, Unix seconds.
   */
  | { type: 'ask'; import: string; by: string; form: FormConsent; until: number; mailed: Mailed }
  /** SES certainly did not take that mail: they may be asked until then, Unix seconds. */
  | { type: 'unask'; import: string; until: number }
  /**
   * The owner of the inbox pressed the button behind a confirmation link. `signUp`: which one it was mailed for, see
   * `signUpMark`; links of before there were marks have none. `network`: from which they pressed it.
   */
  | { type: 'confirm'; at: string; signUp?: string | undefined; network?: string | undefined }
  /** A reader changed their preferences. */
  | { type: 'choose'; at: string; choice: Choice; mailed?: Mailed | undefined }
  /** A reader wants nothing until a time; `mailed`: the mail that tells them so. */
  | { type: 'pause'; at: string; until: string; mailed?: Mailed | undefined }
  /** A reader ends their pause before its time. */
  | { type: 'unpause' }
  /** `send`: whose mail had the link, if any had. */
  | { type: 'leave'; at: string; send?: string | undefined }
  /** Somebody who has left says why. */
  | { type: 'explain'; reason: LeaveReason }
  /** A hard bounce, a complaint, or an admin. */
  | { type: 'suppress'; at: string; cause: SuppressionCause }
  /** A send's mail bounced for now; `day`: when SES took it. It suppresses who is not reached for long. */
  | { type: 'soft-bounce'; at: string; day: string }
  /** A send's mail arrived, after others had bounced for now; `day`: when SES took it. */
  | { type: 'reach'; day: string }
  /** No mail is to go to an address that nobody has: an admin wants it so, or whoever had it before has complained. */
  | { type: 'block'; at: string; id: SubscriberId; cause: SuppressionCause }
  /** An admin lets a suppressed reader ask again. That does not bring them back: it takes a new opt-in. */
  | { type: 'restore'; at: string }
  /** A reader or an admin has everything go that is known of them. */
  | { type: 'erase'; at: string; id: SubscriberId }
  /** Nothing is kept longer of who left before a time, or of a new sign-up of theirs that has lapsed. */
  | { type: 'forget'; at: string; leftBefore: string }
  /** A reader wants their mail at another address. */
  | { type: 'ask-move'; newAddress: NewAddress }
  /** The owner of that inbox pressed the button behind the link that was mailed there. `to`: its id; `network`: from which. */
  | { type: 'move'; at: string; to: SubscriberId; network?: string | undefined }
  /** Who is carried by a row comes to the new address. `since`: sends frozen from then on have them by its id. */
  | { type: 'arrive'; from: Moved; since: string }
  /** Who was carried by a row stands elsewhere, or has gone on from there. */
  | { type: 'settle'; to: SubscriberId; until: string }
  /** Whoever has the address after somebody who has moved away gets an id of their own. */
  | { type: 'pass-on'; to: SubscriberId }
  /** The new address cannot be had any more: the reader stays at the old one. */
  | { type: 'return' }
  | ImportEvent

export type EventOf<Type extends ReaderEvent['type']> = ReaderEvent & { type: Type }
