import type { Choice } from './choice.ts'
import type { ImportConsent } from './consent.ts'
import type { SubscriberId } from './reader-id.ts'
import type { SuppressionCause } from './suppression-cause.ts'

/** A row of an import. `since` is when the reader left, or was suppressed, elsewhere. */
export type ImportEvent = {
  at: string
  id: SubscriberId
  email: string
  wanted: Choice & { consent: ImportConsent }
} & (
  | { type: 'import'; pausedUntil?: string | undefined }
  /** They are to be asked by mail first. `until`: Unix seconds after which they are forgotten unasked. */
  | { type: 'import-ask'; until: number }
  | { type: 'import-left'; since?: string | undefined }
  | { type: 'import-suppressed'; since?: string | undefined; cause: SuppressionCause }
)
