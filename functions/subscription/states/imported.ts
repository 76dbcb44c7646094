import type { Choice } from './choice.ts'
import type { SubscriberId } from './reader-id.ts'
import { type ImportConsent, isImported, personOf, type Subscriber } from './subscriber.ts'
import type { SuppressionCause } from './suppression-cause.ts'

/** A row of an import. `since` is when the reader left, or was suppressed, elsewhere. */
export type ImportEvent = {
  at: string
  id: SubscriberId
  email: string
  wanted: Choice & { consent: ImportConsent }
} & (
  | { type: 'import' }
  | { type: 'import-left'; since?: string | undefined }
  | { type: 'import-suppressed'; since?: string | undefined; cause: SuppressionCause }
)

/**
 * A reader from elsewhere comes in as they stood there. Who stands here already is changed by an import only where that
 * takes nothing back that they said here: a sign-up that waits is confirmed, and a reader whose only consent is an
 * import's leaves.
 */
export const imported = (before: Subscriber | undefined, event: ImportEvent): Subscriber | undefined => {
  if (before?.status === 'active' && !isImported(before.consent)) return undefined
  const { id, email, wanted, at } = event
  const person =
    before?.status === 'active'
      ? personOf(before)
      : { id, email, ...wanted, createdAt: before?.createdAt ?? at, revision: before?.revision ?? 0 }
  switch (event.type) {
    case 'import':
      return before?.status === 'active' ? undefined : { ...person, status: 'active', confirmedAt: at }
    case 'import-left':
      return { ...person, status: 'unsubscribed', since: earlier(event.since, at) }
    case 'import-suppressed':
      return { ...person, status: 'suppressed', cause: event.cause, since: earlier(event.since, at) }
  }
}

/** Nobody left in the future. */
const earlier = (since: string | undefined, at: string): string => (since && since < at ? since : at)
