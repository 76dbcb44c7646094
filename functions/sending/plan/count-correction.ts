import { inParallel } from '../../runtime/in-parallel.ts'
import type { PlanStepsTable } from '../ledger/plan-step.table.ts'
import { idsIn, type PlanStep } from '../ledger/plan-step.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import type { Frozen } from '../ledger/send.ts'
import { standingCorrections } from '../ledger/standing-corrections.ts'
import type { Correctable } from '../schedule/correct-send.ts'
import type { Exclusion } from '../schedule/in-audience.ts'
import {
  type DeliveriesDeps,
  faultyDeliveries,
  faultyEditions,
  judgeDeliveries,
  type Spared,
} from './faulty-deliveries.ts'

export type CountCorrectionDeps = DeliveriesDeps & {
  sends: Pick<SendsTable, 'get'>
  planSteps: Pick<PlanStepsTable, 'get' | 'list'>
  /** Unix ms. */
  now: () => number
}

/**
 * Why a recipient of the source is in no correction that began now. `has-correction`: they are in the one that there is;
 * `accepted-later`: they were proved to have the faulty edition when that had been planned.
 */
type NotIn = Spared | Exclusion | 'gone' | 'has-correction' | 'accepted-later'

/** Steps looked at in parallel, and how long one call may count: a third of the function's timeout. */
const atOnce = 8
const mostMs = 3_000

/**
 * Counts whom a correction would go to if it began now; nobody is mailed. Once an edition has one it goes to nobody else, and how
 * many should have it, too, is found by this. One call counts as many ranges of the source as it has time for, at least one.
 * @returns a function of what is corrected and of the first range to count
 */
export const createCountCorrection = (deps: CountCorrectionDeps) => {
  const { sends, planSteps, now } = deps
  return async ({ source, issue, corrects }: Omit<Correctable, 'outcome'>, from: number) => {
    const languages: Record<string, number> = {}
    const excluded: Partial<Record<NotIn, number>> = {}
    const leaveOut = (why: NotIn) => {
      excluded[why] = (excluded[why] ?? 0) + 1
    }
    const { topics, forEverybody } = source.frozen
    const frozen: Frozen = {
      ...{ editions: issue.editions, topics, ...(forEverybody && { forEverybody }) },
      ...{ at: new Date(now()).toISOString(), ranges: 0 },
    }
    const standing = await standingCorrections(sends, source.id)
    const editions = faultyEditions(corrects, frozen)
    const countStep = async (step: PlanStep, range: number) => {
      const { got, spared } = await faultyDeliveries(deps, source, step, editions)
      spared.forEach(leaveOut)
      const named = new Set<string>()
      for (const { send } of standing) {
        const itsStep = await planSteps.get(send.id, range, step.number)
        if (itsStep) for (const id of idsIn(itsStep)) named.add(id)
      }
      for (const [index, one] of (await judgeDeliveries(deps, got, frozen, corrects)).entries()) {
        const its = standing.find(({ isFor }) => isFor.includes(got[index]!.edition))?.send
        if ('gone' in one) leaveOut('gone')
        // One that is cancelled before it begins may be asked for anew, for whoever it would go to then.
        else if (named.has(one.recipient.id) || (its && !its.frozen && !its.cancelledAt))
          leaveOut('has-correction')
        else if (its?.frozen) leaveOut('accepted-later')
        else if (one.why) leaveOut(one.why)
        else languages[one.recipient.language] = (languages[one.recipient.language] ?? 0) + 1
      }
    }
    const until = now() + mostMs
    let range = from
    while (range < source.frozen.ranges && (range === from || now() < until)) {
      const steps = await planSteps.list(source.id, range)
      await inParallel(steps, atOnce, (step) => countStep(step, range))
      range += 1
    }
    return { languages, excluded, ...(range < source.frozen.ranges && { next: range }) }
  }
}
export type CountCorrection = ReturnType<typeof createCountCorrection>
