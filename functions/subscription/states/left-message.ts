import * as z from 'zod'

/** The message to queue `Feedback` that a reader has left by the link in a send's mail. */
export const LeftMessage = z.object({
  kind: z.literal('left'),
  send: z.string(),
  subscriber: z.string(),
  /** Other ids of the reader, by which the send may have them. */
  alsoAs: z.array(z.string()).optional(),
})
export type LeftMessage = z.infer<typeof LeftMessage>
