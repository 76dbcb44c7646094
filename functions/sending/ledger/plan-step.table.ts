import { planStepKeys } from './keys.ts'
import type { Ledger } from './ledger.table.ts'
import { PlanStep } from './plan-step.ts'
import type { SendId } from './send.ts'

/** Steps of plans. Each number of a range is taken once. */
export const createPlanStepsTable = (ledger: Ledger) => ({
  /** A range's steps so far, in order. */
  list: (id: SendId, range: number) => ledger.list(PlanStep, planStepKeys.all(id, range)),
  /** The latest step of a range's plan. */
  last: (id: SendId, range: number) => ledger.last(PlanStep, planStepKeys.all(id, range)),
  get: (id: SendId, range: number, number: number) =>
    ledger.get(PlanStep, planStepKeys.of(id, range, number)),
  /** Takes the next step of a range's plan, or returns the one that was taken before. */
  take: (id: SendId, range: number, step: PlanStep) =>
    ledger.putNew(PlanStep, planStepKeys.of(id, range, step.number), step),
  /** Empties a step: it names nobody, and its number stays taken. */
  empty: (id: SendId, range: number, { number }: Pick<PlanStep, 'number'>) =>
    ledger.update(PlanStep, planStepKeys.of(id, range, number), {
      set: 'SET groups = :none, leftOut = :nobody, upTo = :before, blanks = :emptied',
      condition: 'attribute_exists(pk)',
      // No blanking that was read before takes effect after.
      values: { ':none': [], ':nobody': {}, ':before': '', ':emptied': Number.MAX_SAFE_INTEGER },
    }),
  /**
   * Puts a step in which a reader is blanked over the one that was read. Only once the range has its end: until then a
   * planner may still add steps by what it read before.
   * @returns undefined when another was blanked meanwhile
   */
  blank: (id: SendId, range: number, { number, groups, leftOut, upTo, blanks = 1 }: PlanStep) =>
    ledger.update(PlanStep, planStepKeys.of(id, range, number), {
      set: 'SET groups = :groups, leftOut = :leftOut, upTo = :upTo, blanks = :blanks',
      condition: blanks === 1 ? 'attribute_exists(pk) AND attribute_not_exists(blanks)' : 'blanks = :before',
      values: {
        ...{ ':groups': groups, ':leftOut': leftOut, ':upTo': upTo, ':blanks': blanks },
        ...(blanks > 1 && { ':before': blanks - 1 }),
      },
    }),
})
export type PlanStepsTable = ReturnType<typeof createPlanStepsTable>
