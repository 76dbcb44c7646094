import * as z from 'zod'

const MailAct = z.object({
  send: z.string(),
  subscriber: z.string(),
  /** Other ids of the reader, by which the send may have them. */
  alsoAs: z.array(z.string()).optional(),
})

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
