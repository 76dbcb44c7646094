import * as z from 'zod'
import { WebhookEvent } from '../../events/webhook-event.ts'
import { Attempt, Delivery } from '../../webhooks/delivery.ts'
import { OffReason, Webhook } from '../../webhooks/webhook.ts'
import { instant, next, timeZone } from './shared.ts'

export const WebhookShown = Webhook.pick({ id: true, url: true, withAddresses: true, by: true })
  .extend({
    types: Webhook.shape.types.meta({
      description: 'What it is told of; ["*"]: all, also what later versions of Masthead add.',
    }),
    description: z.string().exactOptional().meta({ description: 'What it is for.' }),
    at: instant('When it was made.'),
    off: z
      .object({
        at: instant('Since when.'),
        why: OffReason.meta({
          description:
            'A person switched it off; nothing got through for days; or its target answered with 410.',
        }),
      })
      .exactOptional(),
    failingSince: instant('Since when nothing got through.').exactOptional(),
  })
  .meta({ id: 'Webhook', description: 'What one other program is told of, without its secret.' })
export type WebhookShown = z.infer<typeof WebhookShown>

const secret = z.string().meta({
  description: 'What signs (Standard Webhooks), which no other call shows.',
  examples: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
})

export const WebhookAnswer = z.object({ webhook: WebhookShown, timeZone }).meta({ id: 'OneWebhook' })
export type WebhookAnswer = z.infer<typeof WebhookAnswer>

export const NewWebhookAnswer = WebhookAnswer.extend({ secret }).meta({ id: 'NewWebhook' })
export type NewWebhookAnswer = z.infer<typeof NewWebhookAnswer>

export const WebhooksAnswer = z
  .object({ webhooks: z.array(WebhookShown).meta({ description: 'The oldest first.' }), timeZone })
  .meta({ id: 'Webhooks' })
export type WebhooksAnswer = z.infer<typeof WebhooksAnswer>

export const DeliveryShown = Delivery.pick({ id: true, state: true, tries: true })
  .extend({
    event: WebhookEvent.pick({ type: true, at: true, about: true }).meta({
      description: '“about” is the id of a reader, an issue or a send.',
    }),
    eventId: z.string().meta({ description: 'The header webhook-id, the same for each try.' }),
    attempts: z.array(Attempt).meta({ description: 'The latest tries, the newest last.' }),
    next: instant('When it is tried next.').exactOptional(),
  })
  .meta({ id: 'WebhookDelivery', description: 'One event that one webhook is told of.' })
export type DeliveryShown = z.infer<typeof DeliveryShown>

export const DeliveriesAnswer = z
  .object({
    deliveries: z.array(DeliveryShown).meta({ description: 'The newest first, of the last 30 days.' }),
    next: next.exactOptional(),
    timeZone,
  })
  .meta({ id: 'WebhookDeliveries' })
export type DeliveriesAnswer = z.infer<typeof DeliveriesAnswer>

export const WebhookActionAnswer = WebhookAnswer.extend({
  delivery: z.string().meta({ description: 'What is told by it, in the log.' }).exactOptional(),
  secret: secret.exactOptional(),
}).meta({ id: 'WebhookAction' })
export type WebhookActionAnswer = z.infer<typeof WebhookActionAnswer>
