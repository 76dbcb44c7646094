import { inParallel } from '../../runtime/in-parallel.ts'
import { correctionIdOf } from '../ledger/correction-id.ts'
import type { PlanStepsTable } from '../ledger/plan-step.table.ts'
import { idsIn, type PlanStep } from '../ledger/plan-step.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import type { Frozen } from '../ledger/send.ts'
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
 * Counts whom a correction would go to if it began now; nobody is mailed. Once there is one it goes to nobody else, and how
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
    const frozen: Frozen = { ...frozenNow(issue), at: new Date(now()).toISOString(), ranges: 0 }
    const standing = await sends.get(correctionIdOf(source.id))
    const editions = faultyEditions(standing?.filter?.corrects ?? corrects, standing?.frozen ?? frozen)
    const countStep = async (step: PlanStep, itsStep: PlanStep | undefined) => {
      const { got, spared } = await faultyDeliveries(deps, source, step, editions)
      spared.forEach(leaveOut)
      const named = new Set(itsStep && idsIn(itsStep))
      for (const one of await judgeDeliveries(deps, got, frozen, corrects)) {
        if ('gone' in one) leaveOut('gone')
        else if (named.has(one.recipient.id)) leaveOut('has-correction')
        else if (standing?.frozen) leaveOut('accepted-later')
        else if (one.why) leaveOut(one.why)
        else languages[one.recipient.language] = (languages[one.recipient.language] ?? 0) + 1
      }
    }
    const until = now() + mostMs
    let range = from
    while (range < source.frozen.ranges && (range === from || now() < until)) {
      const steps = await planSteps.list(source.id, range)
      await inParallel(steps, atOnce, async (step) => {
        await countStep(step, standing && (await planSteps.get(standing.id, range, step.number)))
      })
      range += 1
    }
    return { languages, excluded, ...(range < source.frozen.ranges && { next: range }) }
  }
}
export type CountCorrection = ReturnType<typeof createCountCorrection>

const frozenNow = ({ editions, topics, forEverybody }: Correctable['issue']) => ({
  ...{ editions, topics },
  ...(forEverybody && { forEverybody }),
})
