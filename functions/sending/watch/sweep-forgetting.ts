import type { Deadline } from '../../runtime/clocks.ts'
import type { DatabaseClock } from '../../runtime/database-clock.ts'
import { settledMs } from '../../subscription/states/former-addresses.ts'
import type { BatchesTable } from '../ledger/batch.table.ts'
import type { Batch } from '../ledger/batch.ts'
import { isOver } from '../ledger/is-closed.ts'
import { turn } from '../ledger/outcomes.ts'
import type { PlanStepsTable } from '../ledger/plan-step.table.ts'
import { blankId, unpackRecipients } from '../ledger/plan-step.ts'
import { placeIn, type RangeSums } from '../ledger/range-sums.ts'
import type { RetentionTable } from '../ledger/retention.table.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import type { Frozen, Send, SendId } from '../ledger/send.ts'
import type { Place } from '../ledger/sums.ts'
import { isNameless, type NamelessDeps, nameIn } from './anonymise-batch.ts'

export type SweepForgettingDeps = NamelessDeps & {
  retention: RetentionTable
  sends: Pick<SendsTable, 'get' | 'ids' | 'forget' | 'forgot' | 'blankTest'>
  rangeSums: Pick<RangeSums, 'list' | 'refresh'>
  planSteps: Pick<PlanStepsTable, 'list' | 'empty'>
  batches: NamelessDeps['batches'] & Pick<BatchesTable, 'list' | 'rewrite'>
  /** How long recipients are kept after a send began, ms; 0 = for ever. */
  keptMs: number
  /** Creates a secret name. */
  token: () => string
  time: Pick<DatabaseClock, 'earliest'>
}

/** @param failed records what could not be done, while the rest goes on */
export type SweepForgetting = (
  deadline: Deadline,
  failed: (what: string, error: unknown) => void,
) => Promise<void>

/** All sends are looked at this often, ms. */
const lookAgainMs = 86_400_000

/**
 * Forgets to whom sends went, once they are kept no longer. The send is stamped first: from then on nobody of it waits
 * again, so nobody is ever looked for in its plan. Its batches, with their codes, and its sums stay.
 */
export const createSweepForgetting =
  (deps: SweepForgettingDeps): SweepForgetting =>
  async (deadline, failed) => {
    const { retention, sends, keptMs, time } = deps
    if (keptMs === 0) return
    const before = await retention.get()
    const now = time.earliest()
    if (before && before.after === undefined && before.at + lookAgainMs > now) return
    const { after = '' } = before ?? {}
    for (const id of (await sends.ids()).sort()) {
      if (id <= after) continue
      const isThrough = await forget(deps, id, deadline).catch((error) =>
        failed(`The recipients of ${id} could not be forgotten`, error),
      )
      if (deadline.leftMs() <= 0)
        return retention.set({ at: now, ...(isThrough ? { after: id } : { after }) })
    }
    await retention.set({ at: now })
  }

type FrozenSend = Send & { frozen: Frozen }

/** @returns false when time ran out in the middle of it */
const forget = async (deps: SweepForgettingDeps, id: SendId, deadline: Deadline): Promise<boolean> => {
  const { sends, keptMs, token, time } = deps
  const found = await sends.get(id)
  const now = time.earliest()
  if (!found?.frozen || found.forgotten?.done || Date.parse(found.frozen.at) + keptMs > now) return true
  if (!(await isDone(deps, found))) return lookAfter(deps, id)
  const stamped = found.forgotten
    ? found
    : await sends.forget(id, found, new Date(now).toISOString(), token())
  // Whoever has somebody wait again takes `done` away before looking whether the send is stamped.
  if (!stamped?.frozen) return true
  if (!(await isDone(deps, stamped))) return lookAfter(deps, id)
  if (!(await writeOff(deps, id))) return true
  if (!(await empty(deps, { ...stamped, frozen: stamped.frozen }, deadline))) return false
  if (stamped.test?.address) await sends.blankTest(id, stamped.test.address)
  await sends.forgot(id)
  return true
}

/**
 * Has the sweeper look at a send until it is over. Whoever was to have somebody wait again may have died after taking
 * `done` away, and before opening the send to the sweeper.
 */
const lookAfter = async ({ openSends }: SweepForgettingDeps, id: SendId): Promise<true> => {
  await openSends.touch(id)
  return true
}

const isDone = async ({ rangeSums }: SweepForgettingDeps, send: Send): Promise<boolean> =>
  isOver(
    send,
    (await rangeSums.list(send.id)).map(({ sums }) => sums),
  )

/** Who is uncertain is written off: nobody may decide about them any more. @returns false when that has to wait */
const writeOff = async ({ batches, rangeSums, time }: SweepForgettingDeps, id: SendId): Promise<boolean> => {
  const stale = new Map<Place, string>()
  for (const batch of await batches.list(id)) {
    // Also of one that was written off before: whoever did may have died before its sums were derived.
    if (batch.codes.includes('W')) stale.set(placeIn(batch.key), batch.key)
    if (!batch.codes.includes('u')) continue
    // A report may be on its way.
    if ((batch.uncertainAt ?? 0) + settledMs > time.earliest()) return false
    if (!(await batches.rewrite(id, batch.key, batch, turn(batch.codes, ['u'], 'W')))) return false
    stale.set(placeIn(batch.key), batch.key)
  }
  for (const key of stale.values()) await rangeSums.refresh(id, key)
  return true
}

/** @returns false when time ran out, or somebody else was faster */
const empty = async (deps: SweepForgettingDeps, send: FrozenSend, deadline: Deadline): Promise<boolean> => {
  const { planSteps, batches } = deps
  const { id, frozen, series, forgotten } = send
  if (series) {
    for (const batch of (await batches.list(id)).filter(isNamed)) {
      if (deadline.leftMs() <= 0) return false
      if (!(await isNameless(deps, id, batch, nameIn(batch.key, forgotten?.name ?? '')))) return false
    }
    return true
  }
  for (let range = 0; range < frozen.ranges; range += 1)
    for (const step of await planSteps.list(id, range)) {
      if (deadline.leftMs() <= 0) return false
      if (step.groups.length > 0 || Object.keys(step.leftOut).length > 0)
        await planSteps.empty(id, range, step)
    }
  return true
}

const isNamed = ({ recipients = '' }: Batch): boolean =>
  unpackRecipients(recipients).some((one) => one.id !== blankId)
