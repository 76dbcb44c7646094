import * as z from 'zod'
import type { Page, Wanted } from '../sending/account/recipients.ts'
import { outcomes } from '../sending/ledger/delivery.ts'
import type { Send, SendId } from '../sending/ledger/send.ts'
import type { Subscriber } from '../subscription/states/subscriber.ts'
import { type Answer, answer, noSuchSend, type RecipientsAnswer, refuse } from './answers.ts'
import { problemsOf } from './problems.ts'

export type RecipientListsDeps = {
  ledger: { get(id: SendId): Promise<Send | undefined> }
  /** See `createRecipients`. */
  list: (send: Send, wanted: Wanted, after?: string) => Promise<Page | undefined>
  subscribers: { getMany(ids: readonly string[]): Promise<Map<string, Subscriber>> }
}

const Query = z.strictObject({
  outcome: z.enum(outcomes, `is none: choose of ${outcomes.join(', ')}`).optional(),
  reason: z
    .string()
    .regex(/^[a-z][a-z-]{0,39}$/, 'is none: take one that the send’s status names')
    .optional(),
  after: z.string().optional(),
})

/** Who is in a send, who was left out and why, with addresses as they are now. */
export const createRecipientLists = ({ ledger, list, subscribers }: RecipientListsDeps) => {
  /** A test's recipient is nobody's row; who is erased has none any more. */
  const addressesOf = async ({ test }: Send, { recipients }: Page) => {
    if (test) return () => test.address
    const rows = await subscribers.getMany(recipients.map(({ id }) => id))
    return (id: string) => rows.get(id)?.email
  }
  return {
    /** @param query `outcome`, `reason`, and `after`: the `next` of the page before */
    page: async (id: SendId, query: Record<string, string | undefined>): Promise<Answer> => {
      const read = Query.safeParse(query)
      if (!read.success) return refuse(400, ...problemsOf(read.error))
      const { after, ...wanted } = read.data
      const send = await ledger.get(id)
      if (!send) return noSuchSend(id)
      const page = await list(send, wanted, after)
      if (!page)
        return refuse(400, {
          field: 'after',
          message: `is no place in ${id}: leave it out to begin at the first`,
        })
      const addressOf = await addressesOf(send, page)
      const recipients = page.recipients.map(({ id: reader, ...delivery }) => {
        const address = addressOf(reader)
        return { id: reader, ...(address && { address }), ...delivery }
      })
      const value: RecipientsAnswer = { recipients, ...(page.next && { next: page.next }) }
      return answer(200, value)
    },
  }
}
export type RecipientLists = ReturnType<typeof createRecipientLists>
