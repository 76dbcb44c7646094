import * as z from 'zod'

/** The message to queue `Feedback` that a reader has left by the link in a send's mail. */
export const LeftMessage = z.object({ kind: z.literal('left'), send: z.string(), subscriber: z.string() })
export type LeftMessage = z.infer<typeof LeftMessage>
