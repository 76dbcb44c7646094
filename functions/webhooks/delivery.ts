import * as z from 'zod'
import { eventIdOf, WebhookEvent } from '../events/webhook-event.ts'

/** One try: `status` and the beginning of the answer, or why there was none. */
export const Attempt = z.object({
  at: z.string(),
  ms: z.number(),
  status: z.number().exactOptional(),
  answer: z.string().exactOptional(),
  problem: z
    .enum(['not-found', 'not-public', 'not-reached', 'timeout', 'not-answered'])
    .exactOptional()
    .meta({ description: 'Why there was no answer.' }),
})
export type Attempt = z.infer<typeof Attempt>

/** One event and one webhook. It keeps no payload: that is made anew with each try, of what is known then. */
export const Delivery = z.object({
  id: z.string(),
  webhook: z.string(),
  event: WebhookEvent,
  /** `given-up`: after a day of tries, or because its webhook went off. */
  state: z.enum(['waiting', 'delivered', 'given-up']),
  tries: z.number(),
  /** How often it had been tried when it was last begun anew, by a replay. */
  begunAt: z.number(),
  /** The latest tries, the newest last. */
  attempts: z.array(Attempt),
  /** When it is tried next, ISO 8601. */
  next: z.string().optional(),
  /** Unix seconds. */
  expires: z.number(),
})
export type Delivery = z.infer<typeof Delivery>

/** How many tries the log keeps of one delivery. */
export const mostAttempts = 12
export const keptDays = 30

/**
 * @param at when it was first announced, Unix ms, so that ids are in the order of time
 */
export const deliveryIdOf = (at: number, event: WebhookEvent): string =>
  `${String(at).padStart(13, '0')}-${eventIdOf(event).slice('evt_'.length)}`

/** @param at Unix ms */
export const newDelivery = (webhook: string, event: WebhookEvent, at: number): Delivery => ({
  id: deliveryIdOf(at, event),
  webhook,
  event,
  state: 'waiting',
  tries: 0,
  begunAt: 0,
  attempts: [],
  expires: Math.floor(at / 1000) + keptDays * 86_400,
})

export const wasTaken = ({ status }: Attempt): boolean =>
  status !== undefined && status >= 200 && status < 300
