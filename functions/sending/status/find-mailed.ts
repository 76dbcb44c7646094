import type { DigestKind } from '../../edition/model/digest.ts'
import type { Language } from '../../publication/language.ts'
import { defined } from '../../runtime/defined.ts'
import { plannedRecipients } from '../deliver/planned-recipients.ts'
import { kindOf } from '../deliver/post-digest.ts'
import type { BatchesTable } from '../ledger/batch.table.ts'
import type { Batch } from '../ledger/batch.ts'
import { editionSent } from '../ledger/edition-sent.ts'
import type { PlanStepsTable } from '../ledger/plan-step.table.ts'
import { batchKey, type Recipient } from '../ledger/plan-step.ts'
import { findPlace } from '../ledger/reader-history.ts'
import { deliveryOf, type Outcome } from '../ledger/recipient-outcome.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import type { Send, SendId } from '../ledger/send.ts'

export type FindMailedDeps = {
  sends: Pick<SendsTable, 'get'>
  planSteps: Pick<PlanStepsTable, 'last' | 'get'>
  batches: Pick<BatchesTable, 'get'>
}

/** What a mail of a send to a reader was made of: their choices are those of then. */
export type Mailed = {
  issue: string
  kind: DigestKind
  language: Language
  /** Their sections; none = all. */
  topics: string[]
  /** Content hash of the edition. */
  edition: string
  outcome: Outcome
  /** What a correction said above the issue, where somebody wrote that. */
  note?: string
}

/** `ids`: theirs now, and those of addresses that they had before. */
type Reader = { ids: readonly string[]; address: string }

/** Looks up, in the ledger, what a reader’s mail of a send was made of. */
export const createFindMailed =
  (deps: FindMailedDeps) =>
  async (id: SendId, { ids, address }: Reader): Promise<Mailed | 'no-send' | 'forgotten' | 'not-in-it'> => {
    const send = await deps.sends.get(id)
    if (!send) return 'no-send'
    if (send.forgotten && !send.test) return 'forgotten'
    const place = send.test
      ? send.test.address === address && { batch: batchKey(0, 0), index: 0 }
      : await placeOfAny(deps, id, ids)
    const batch = place ? await deps.batches.get(id, place.batch) : undefined
    if (!place || !batch) return 'not-in-it'
    const recipient = (await plannedRecipients(deps, id, batch))[place.index]
    const code = batch.codes[place.index]
    const sent = recipient && editionOf(send, batch, place.index, recipient)
    if (!recipient || !code || !sent) return 'not-in-it'
    const note = send.note?.[sent.language]
    return {
      ...{ issue: send.issue, kind: kindOf(send), ...sent, topics: recipient.topics },
      ...{ outcome: deliveryOf(code).outcome, ...defined({ note }) },
    }
  }

/** A letter’s edition is pinned for its reader. */
const editionOf = (send: Send, batch: Batch, index: number, recipient: Recipient) => {
  const { welcome } = batch
  if (welcome) return { language: recipient.language, edition: welcome.edition }
  return send.frozen && editionSent({ ...send, frozen: send.frozen }, batch, index, recipient)
}

/** A reader who has moved is in a send by one of their ids. */
const placeOfAny = async (deps: FindMailedDeps, id: SendId, ids: readonly string[]) => {
  for (const one of ids) {
    const place = await findPlace(deps, id, one)
    if (place) return place
  }
  return undefined
}
