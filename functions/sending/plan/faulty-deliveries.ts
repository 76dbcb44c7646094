import { type Followed, followMove, isElsewhere } from '../../subscription/states/find-moved-reader.ts'
import { personIn, type ReaderRow, type Subscriber } from '../../subscription/states/subscriber.ts'
import type { BatchesTable } from '../ledger/batch.table.ts'
import { editionSent } from '../ledger/edition-sent.ts'
import { blankId, type PlanStep, type Recipient, unpackRecipients } from '../ledger/plan-step.ts'
import type { Corrects, Frozen, Send } from '../ledger/send.ts'
import { type Exclusion, exclusionOf } from '../schedule/in-audience.ts'

export type DeliveriesDeps = {
  batches: Pick<BatchesTable, 'get'>
  subscribers: {
    /** Must be consistent reads, both. */
    getMany(ids: readonly string[]): Promise<Map<string, ReaderRow>>
    get(id: string): Promise<ReaderRow | undefined>
  }
}

/** A recipient of the source, as it is planned by: `language` is that of the mail they got, `edition` what was in it. */
export type Delivery = { batch: string; recipient: Recipient; edition: string }
/** Why a recipient of the source did not get the faulty edition. */
export type Spared = 'not-accepted' | 'uncertain' | 'other-edition'

/**
 * Who got a faulty edition by a step of the source's plan: its batches are looked up place by place, and nobody is asked
 * whether they are a reader today.
 * @returns them, and how many of the others there are, by why they did not get it
 */
export const faultyDeliveries = async (
  { batches }: Pick<DeliveriesDeps, 'batches'>,
  source: Send & { frozen: Frozen },
  step: PlanStep,
  editions: readonly string[],
): Promise<{ got: Delivery[]; spared: Spared[] }> => {
  const got: Delivery[] = []
  const spared: Spared[] = []
  for (const { key, recipients } of step.groups) {
    const batch = await batches.get(source.id, key)
    for (const [index, recipient] of unpackRecipients(recipients).entries()) {
      const code = batch?.codes[index]
      const sent = batch && code === 'a' ? editionSent(source, batch, index, recipient) : undefined
      if (!sent || !editions.includes(sent.edition)) spared.push(whySpared(code))
      // Whoever is blanked is erased.
      else if (recipient.id !== blankId)
        got.push({
          batch: key,
          recipient: { ...recipient, language: sent.language },
          edition: sent.edition,
        })
    }
  }
  return { got, spared }
}

const whySpared = (code: string | undefined): Spared => {
  if (code === 'a') return 'other-edition'
  return code === 'u' ? 'uncertain' : 'not-accepted'
}

/** The editions that a correction would correct if it began now: what is published again is what it would send. */
export const faultyEditions = ({ editions }: Pick<Corrects, 'editions'>, frozen: Frozen): string[] => {
  const now = Object.values(frozen.editions)
  return editions.filter((edition) => !now.includes(edition))
}

/** Whom a correction is for, as they are now; `gone`: they are erased, or another id's. */
export type Judged = { recipient: Recipient } & ({ person: Subscriber; why?: Exclusion } | { gone: true })

/**
 * Looks at those who got a faulty edition: whoever moved since is followed, whoever left, pauses or wants none of the topics
 * any more that were sent gets nothing.
 * @param frozen of the correction or, to count, as it would be now
 */
export const judgeDeliveries = async (
  { subscribers }: Pick<DeliveriesDeps, 'subscribers'>,
  got: readonly Delivery[],
  frozen: Frozen,
  { at }: Pick<Corrects, 'at'>,
): Promise<Judged[]> => {
  const rows = await subscribers.getMany(got.map(({ recipient }) => recipient.id))
  const judged: Judged[] = []
  for (const { recipient } of got) {
    const row = rows.get(recipient.id)
    const followed: Followed =
      row?.status === 'moved' ? await followMove(row, subscribers.get) : { person: personIn(row) }
    const { person } = followed
    if (!person || isElsewhere(recipient.id, followed, at)) judged.push({ recipient, gone: true })
    else {
      const { language } = recipient
      const why = exclusionOf({ ...person, language }, frozen)
      judged.push({
        recipient: { id: recipient.id, language, topics: person.topics },
        person,
        ...(why && { why }),
      })
    }
  }
  return judged
}
