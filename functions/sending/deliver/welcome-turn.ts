import type { Batch } from '../ledger/batch.ts'
import { findInPlan, type HistoryDeps } from '../ledger/reader-history.ts'
import { isHeld } from '../ledger/send.ts'

/**
 * `has-it`: the reader got the same issue otherwise. `wait`: whether they do is not decided yet. `cancelled`: nobody more
 * is to get it.
 */
export type WelcomeTurn = 'deliver' | 'has-it' | 'wait' | 'cancelled'

/**
 * Whether a letter of welcome that repeats a digest goes out: it is for those whom the digest did not reach. Times cannot
 * say who that is, since a reader may leave and come back, or be confirmed while the digest is planned; the digest's
 * own plan and outcomes can.
 */
export const createWelcomeTurn =
  (deps: HistoryDeps) =>
  async ({ welcome }: Batch, reader: { id: string }): Promise<WelcomeTurn> => {
    if (!welcome?.unlessIn) return 'deliver'
    const digest = await deps.sends.get(welcome.unlessIn)
    if (digest?.cancelledAt) return 'cancelled'
    // Somebody, or the account, stopped it: then it is not for new readers either.
    if (digest && isHeld(digest)) return 'wait'
    const { outcome, reason } = await findInPlan(deps, welcome.unlessIn, reader.id)
    if (outcome === 'absent') return 'deliver'
    // Written off: it may have been accepted, and a person chose "rather never than twice".
    if (outcome === 'excluded') return reason === 'written-off' ? 'has-it' : 'deliver'
    return outcome === 'accepted' ? 'has-it' : 'wait'
  }
