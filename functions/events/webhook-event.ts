import { createHash } from 'node:crypto'
import * as z from 'zod'
import { eventTypes } from './event-types.ts'

/** An owner tries out a webhook; it is about nothing. */
export const testType = 'webhook.test'

/** Something that is about to happen, or did. It holds ids only: what is told of them is read when it is told. */
export const WebhookEvent = z.object({
  type: z.enum([...eventTypes, testType]),
  /** When it was announced, ISO 8601. */
  at: z.string(),
  /** The id of the reader, issue or send. */
  about: z.string(),
  /** Tells it from others of its type about the same: whoever announces it again writes the same. */
  mark: z.string(),
})
export type WebhookEvent = z.infer<typeof WebhookEvent>

/** The message to the queue of webhooks. `looked`: how often nothing was found yet of what it announces. */
export const Announced = z.object({
  kind: z.literal('event'),
  event: WebhookEvent,
  looked: z.number().int().nonnegative().exactOptional(),
})
export type Announced = z.infer<typeof Announced>

/** The same for whoever announces the same: receivers, and our own log, know by it what was told before. */
export const eventIdOf = ({ type, about, mark }: Omit<WebhookEvent, 'at'>): string =>
  `evt_${createHash('sha256')
    .update(JSON.stringify([type, about, mark]))
    .digest('hex')
    .slice(0, 32)}`
