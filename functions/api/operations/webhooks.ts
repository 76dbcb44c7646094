import {
  DeliveriesAnswer,
  NewWebhookAnswer,
  WebhookActionAnswer,
  WebhookAnswer,
  WebhooksAnswer,
} from '../answers/webhooks.ts'
import { DeliveriesQuery, EditedWebhook, WantedWebhook, WebhookAction } from '../webhook-request-schema.ts'
import type { OperationsUnder } from './operation.ts'

export const webhookOperations: OperationsUnder<'/api/webhooks'> = {
  'GET /api/webhooks': {
    id: 'listWebhooks',
    summary: 'Lists all webhooks, without their secrets.',
    answers: { 200: WebhooksAnswer },
  },
  'POST /api/webhooks': {
    id: 'createWebhook',
    summary: 'Makes a webhook, whose secret is shown this once.',
    body: WantedWebhook,
    answers: { 201: NewWebhookAnswer },
    refusals: ['not-possible'],
  },
  'GET /api/webhooks/{webhook}': {
    id: 'showWebhook',
    summary: 'Shows a webhook.',
    answers: { 200: WebhookAnswer },
  },
  'PUT /api/webhooks/{webhook}': {
    conditional: true,
    id: 'editWebhook',
    summary: 'Changes where a webhook leads and what it is told of; its secret, state and log stay.',
    body: EditedWebhook,
    answers: { 200: WebhookAnswer },
    refusals: ['try-again'],
  },
  'POST /api/webhooks/{webhook}/actions': {
    id: 'actOnWebhook',
    summary: 'Switches, tests or removes a webhook, or replays what it was told.',
    body: WebhookAction,
    answers: { 200: WebhookActionAnswer },
    refusals: ['not-possible', 'try-again'],
  },
  'GET /api/webhooks/{webhook}/deliveries': {
    id: 'listWebhookDeliveries',
    summary: 'Shows what a webhook was told, and what its target answered.',
    query: DeliveriesQuery,
    answers: { 200: DeliveriesAnswer },
  },
}
