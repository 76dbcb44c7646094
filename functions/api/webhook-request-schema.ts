import * as z from 'zod'
import { eventTypes } from '../events/event-types.ts'

const url = z.string('is not a text')
const types = z
  .array(z.enum(eventTypes, `is none of ${eventTypes.join(', ')}`), 'is not a list')
  .min(1, 'is empty: leave it out for all')
  .transform((chosen) => [...new Set(chosen)])
const withAddresses = z.boolean('is neither true nor false')

const ofUrl = { description: 'Where to POST, by https.', example: 'https://crm.example.org/masthead' }
const ofAddresses = {
  description: 'Whether readers’ addresses and their answers to your fields are told, too.',
  example: false,
}

/** The body of a request for a webhook. */
export const WantedWebhook = z.strictObject({
  url: url.meta(ofUrl),
  types: types
    .optional()
    .meta({ description: 'What to tell; left out, everything.', example: ['send.finished'] }),
  withAddresses: withAddresses.optional().meta(ofAddresses),
})

/** What owners do about a webhook. */
export const webhookActions = ['change', 'on', 'off', 'test', 'replay', 'new-secret', 'remove'] as const

/** The body of an act on a webhook: what it changes, or which delivery it replays. */
export const WebhookAction = z
  .strictObject({
    action: z.enum(webhookActions, `is none of ${webhookActions.join(', ')}`).meta({
      description:
        'change: as the other fields say; on, off; test: tell it of nothing; replay: tell it of a delivery again; new-secret: the old one signs along for a day; remove.',
      example: 'test',
    }),
    url: url.optional().meta({ ...ofUrl, description: 'With change: where to POST.' }),
    types: types.optional().meta({ description: 'With change: what to tell.', example: ['send.finished'] }),
    withAddresses: withAddresses
      .optional()
      .meta({ ...ofAddresses, description: 'With change: whether addresses are told, too.' }),
    delivery: z
      .string('is not a text')
      .regex(/^\d{13}-[0-9a-f]{32}$/, 'is no delivery’s id')
      .optional()
      .meta({
        description: 'With replay: its id in the log.',
        example: '1924473600000-00112233445566778899aabbccddeeff',
      }),
  })
  .superRefine(({ action, delivery, ...changes }, context) => {
    const wrong = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message })
    if ((action === 'replay') !== (delivery !== undefined))
      wrong('delivery', action === 'replay' ? 'is missing' : 'is for replay only')
    for (const [field, value] of Object.entries(changes))
      if (value !== undefined && action !== 'change') wrong(field, 'is for change only')
  })

export const DeliveriesQuery = z.strictObject({
  after: z
    .string()
    .regex(/^\d{13}-[0-9a-f]{32}$/, 'is no place in the log: leave it out to begin anew')
    .optional()
    .meta({ description: 'The “next” of the page before; left out, the newest.' }),
})
