import { noTotals, packIds, packRecipients, type Recipient, totalsWith } from '../ledger/plan-step.ts'
import type { Corrects } from '../ledger/send.ts'
import { editionsCorrected } from '../ledger/standing-corrections.ts'
import type { Exclusion } from '../schedule/in-audience.ts'
import type { PlanStepDeps, StepBuilder } from './build-plan-step.ts'
import { type DeliveriesDeps, faultyDeliveries, judgeDeliveries } from './faulty-deliveries.ts'

/**
 * Builds the plan of a correction: each of its steps is made of the source's step of that range and number, and its batches
 * bear the keys of those that they are made of. So whoever plans considers the same deliveries in the same step.
 */
export const createCorrectionStepBuilder =
  (
    {
      subscribers,
      ledger,
      send,
      range,
    }: Pick<PlanStepDeps, 'ledger' | 'send' | 'range'> & Pick<DeliveriesDeps, 'subscribers'>,
    corrects: Corrects,
  ): StepBuilder =>
  async (standing) => {
    const { planSteps, sends } = ledger
    const number = standing ? standing.number + 1 : 0
    const step = await planSteps.get(corrects.send, range, number)
    const first = await sends.get(corrects.send)
    const source = first?.frozen && { ...first, frozen: first.frozen }
    const editions = editionsCorrected(send, corrects)
    const { got } = step && source ? await faultyDeliveries(ledger, source, step, editions) : { got: [] }
    const batches = new Map<string, Recipient[]>()
    const leftOut = new Map<Exclusion, string[]>()
    const judged = await judgeDeliveries({ subscribers }, got, send.frozen, corrects)
    for (const [index, one] of judged.entries()) {
      if ('gone' in one) continue
      if (one.why) leftOut.set(one.why, [...(leftOut.get(one.why) ?? []), one.recipient.id])
      else batches.set(got[index]!.batch, [...(batches.get(got[index]!.batch) ?? []), one.recipient])
    }
    // Asked last: whoever forgets the source's recipients stamps it before the first step is emptied.
    const isForgotten = (await sends.get(corrects.send))?.forgotten !== undefined
    if (!step && !isForgotten)
      throw new Error(`The plan of ${corrects.send}, range ${range}, lacks its step ${number}`)
    const parts = isForgotten
      ? { groups: [], leftOut: {} }
      : {
          groups: [...batches].map(([key, recipients]) => ({
            key,
            recipients: packRecipients(recipients),
            size: recipients.length,
          })),
          leftOut: Object.fromEntries([...leftOut].map(([reason, ids]) => [reason, packIds(ids)])),
        }
    const named = isForgotten
      ? []
      : judged.filter((one) => !('gone' in one)).map(({ recipient }) => recipient.id)
    return {
      number,
      // Not that of the source: it may be the id of a reader who is just being erased.
      upTo: named.sort().at(-1) ?? standing?.upTo ?? '',
      ...parts,
      last: isForgotten || step?.last === true,
      soFar: totalsWith(standing?.soFar ?? noTotals, parts),
    }
  }
