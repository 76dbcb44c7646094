import type { Batch } from '../ledger/batch.ts'
import { findInPlan, type HistoryDeps } from '../ledger/reader-history.ts'
import { isHeld } from '../ledger/send.ts'

/**
 * `has-it`: the reader got the same issue another way. `wait`: that is not decided yet. `cancelled`: nobody else will
 * get the issue.
 */
export type WelcomeTurn = 'deliver' | 'has-it' | 'wait' | 'cancelled'

/**
 * Whether to deliver a welcome mail that repeats a digest: it is for readers whom the digest did not reach. Times
 * cannot tell who they are, because a reader may leave and come back, or be confirmed while the digest is being
 * planned. The digest's own plan and outcomes can.
 */
export const createWelcomeTurn =
  (deps: HistoryDeps) =>
  async ({ welcome }: Batch, reader: { id: string }): Promise<WelcomeTurn> => {
    if (!welcome?.unlessIn) return 'deliver'
    const digest = await deps.sends.get(welcome.unlessIn)
    if (digest?.cancelledAt) return 'cancelled'
    // If a person or the account stopped the digest, new readers should not get it either.
    if (digest && isHeld(digest)) return 'wait'
    const ids = [reader.id, ...(welcome.alsoAs ?? [])]
    const turns: WelcomeTurn[] = []
    for (const id of ids) turns.push(turnBy(await findInPlan(deps, welcome.unlessIn, id)))
    return turns.find((turn) => turn === 'has-it') ?? turns.find((turn) => turn === 'wait') ?? 'deliver'
  }

/** What a digest comes to for a reader by one of their ids. */
const turnBy = ({ outcome, reason }: Awaited<ReturnType<typeof findInPlan>>): WelcomeTurn => {
  // Who comes so long after it was in none of it.
  if (outcome === 'absent' || outcome === 'forgotten') return 'deliver'
  // Written off: it may have been accepted, and a person chose "rather never than twice".
  if (outcome === 'excluded' && reason === 'written-off') return 'has-it'
  // Cancelled just now, or asked for anew, and the reader will wait for the digest again.
  if (outcome === 'excluded' && reason === 'cancelled') return 'wait'
  if (outcome === 'excluded') return 'deliver'
  return outcome === 'accepted' ? 'has-it' : 'wait'
}
