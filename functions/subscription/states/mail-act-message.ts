import * as z from 'zod'
import { formerIds, idsThatOpenNothing, opens } from './former-addresses.ts'
import type { Subscriber } from './subscriber.ts'

const MailAct = z.object({
  send: z.string(),
  subscriber: z.string(),
  /** Other ids of the reader, by which the send may have them. */
  alsoAs: z.array(z.string()).optional(),
})

/**
 * Whose mail it was.
 * @param by the id in the link: it was the reader's when the mail went out, or another's who has joined them since
 * @param reader who is found by it. Where the one joined the other, two were mailed, and it was the one's
 */
export const mailActOf = (send: string, by: string, reader?: Subscriber): z.infer<typeof MailAct> => {
  const others =
    reader && (opens(by, reader) ? [reader.id, ...formerIds(reader)] : idsThatOpenNothing(reader))
  const alsoAs = (others ?? []).filter((id) => id !== by)
  return { send, subscriber: by, ...(alsoAs.length > 0 && { alsoAs }) }
}

/** The message to queue `Feedback` that a reader has left by the link in a send's mail. */
export const LeftMessage = MailAct.extend({ kind: z.literal('left') })
export type LeftMessage = z.infer<typeof LeftMessage>

/** The message to queue `Feedback` of what a reader says of a send's mail. */
export const RatedMessage = MailAct.extend({
  kind: z.literal('rated'),
  /** Whether it was worth reading. */
  worth: z.boolean(),
  /** When they said so, Unix seconds by the database's clock: their last word counts, in whatever order messages come. */
  at: z.number().int(),
})
export type RatedMessage = z.infer<typeof RatedMessage>
