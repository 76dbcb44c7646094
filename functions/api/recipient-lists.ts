import * as z from 'zod'
import { defined } from '../runtime/defined.ts'
import { reasonsOfCodes } from '../sending/ledger/outcomes.ts'
import { outcomes } from '../sending/ledger/recipient-outcome.ts'
import { type Send, type SendId, sendIdOf } from '../sending/ledger/send.ts'
import { exclusions } from '../sending/schedule/in-audience.ts'
import { acceptedLaterReason, type Page, type Wanted } from '../sending/status/list-recipients.ts'
import { followMove } from '../subscription/states/find-moved-reader.ts'
import { personIn, type ReaderRow } from '../subscription/states/subscriber.ts'
import { type Answer, answer, noSuchSend, refuse } from './answer.ts'
import type { RecipientsAnswer } from './answers/sends.ts'
import { noSuchPlace, pageAfter } from './page-cursor.ts'
import { problemsOf } from './schema-problems.ts'

export type RecipientListsDeps = {
  ledger: { get(id: SendId): Promise<Send | undefined> }
  /** See `createRecipients`. */
  list: (send: Send, wanted: Wanted, after?: string) => Promise<Page | undefined>
  subscribers: { getMany(ids: readonly string[]): Promise<Map<string, ReaderRow>> }
}

/** Why planning excluded somebody, or why they failed or were excluded later. */
const reasons = [...new Set<string>([...exclusions, ...reasonsOfCodes, acceptedLaterReason])]

export const RecipientsQuery = z.strictObject({
  outcome: z
    .enum(outcomes, `is none: choose of ${outcomes.join(', ')}`)
    .optional()
    .meta({ description: 'Only these.', example: 'uncertain' }),
  reason: z
    .enum(reasons, `is none: choose of ${reasons.join(', ')}`)
    .optional()
    .meta({ description: 'Only those who failed or were left out for this.', example: 'suppressed' }),
  after: pageAfter,
})

/** Who is in a send, and who was excluded and why, with their current addresses. */
export const createRecipientLists = ({ ledger, list, subscribers }: RecipientListsDeps) => {
  /** The recipient of a test has no row; an erased reader's holds no address; who has moved has another now. */
  const addressesOf = async ({ test }: Send, { recipients }: Page) => {
    if (test) return () => test.address || undefined
    const rows = await subscribers.getMany(recipients.map(({ id }) => id))
    const get = async (id: string) => (await subscribers.getMany([id])).get(id)
    const addresses = new Map<string, string | undefined>()
    for (const [id, row] of rows) {
      const person = row.status === 'moved' ? (await followMove(row, get)).person : personIn(row)
      addresses.set(id, person?.email)
    }
    return (id: string) => addresses.get(id)
  }
  return {
    /** @param query `outcome`, `reason`, and `after`: the `next` of the previous page */
    page: async (id: SendId, query: Record<string, string | undefined>): Promise<Answer> => {
      const read = RecipientsQuery.safeParse(query)
      if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
      const { after, ...wanted } = read.data
      const send = await ledger.get(id)
      if (!send) return noSuchSend(id, await ledger.get(sendIdOf(id, 'digest')))
      if (send.forgotten)
        return refuse('forgotten', {
          message: `To whom ${id} went is not kept any more, since ${send.forgotten.since}; its counts are: masthead status ${id}`,
        })
      const page = await list(send, wanted, after)
      if (!page) return noSuchPlace(`is no place in ${id}: leave it out to begin at the first`)
      const addressOf = await addressesOf(send, page)
      const recipients = page.recipients.map(({ id: reader, ...delivery }) => {
        return { id: reader, ...defined({ address: addressOf(reader) }), ...delivery }
      })
      const value: RecipientsAnswer = { recipients, ...defined({ next: page.next }) }
      return answer(200, value)
    },
  }
}
export type RecipientLists = ReturnType<typeof createRecipientLists>
