import * as z from 'zod'
import { Announced } from '../events/webhook-event.ts'

/**
 * Tell one webhook of one event, once more or the first time. Only a hint: the log knows whether there is anything to do.
 * `tries`: how often it had been tried when this was queued; `notBefore`: Unix ms.
 */
export const DeliverMessage = z.object({
  kind: z.literal('deliver'),
  webhook: z.string(),
  delivery: z.string(),
  tries: z.number().int().nonnegative(),
  notBefore: z.number().exactOptional(),
})
export type DeliverMessage = z.infer<typeof DeliverMessage>

/** A message in the queue of webhooks. */
export const WebhookMessage = z.discriminatedUnion('kind', [Announced, DeliverMessage])
export type WebhookMessage = z.infer<typeof WebhookMessage>
