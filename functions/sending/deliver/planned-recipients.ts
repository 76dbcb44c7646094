import type { Batch } from '../ledger/batch.ts'
import type { PlanStepsTable } from '../ledger/plan-step.table.ts'
import { placeOf, type Recipient, unpackRecipients } from '../ledger/plan-step.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import type { Frozen, Send, SendId } from '../ledger/send.ts'

type PlannedDeps = { sends: Pick<SendsTable, 'get'>; planSteps: Pick<PlanStepsTable, 'get'> }

/** A batch's recipients: from its plan step or, if it was not planned, from the batch itself. */
export const plannedRecipients = async (
  { planSteps }: Pick<PlannedDeps, 'planSteps'>,
  id: SendId,
  { key, recipients }: Batch,
): Promise<Recipient[]> => {
  if (recipients) return unpackRecipients(recipients)
  const place = placeOf(key)
  const step = await planSteps.get(id, place.range, place.step)
  const group = step?.groups.find((one) => one.key === key)
  if (!group) throw new Error(`Batch ${key} of ${id} was never planned`)
  return unpackRecipients(group.recipients)
}

/** A send that has batches, and its frozen audience. @throws when the send was never started */
export const frozenSend = async (
  { sends }: Pick<PlannedDeps, 'sends'>,
  id: SendId,
): Promise<{ send: Send; frozen: Frozen }> => {
  const send = await sends.get(id)
  if (!send?.frozen) throw new Error(`The send ${id} has a batch but was never begun`)
  return { send, frozen: send.frozen }
}
