import * as z from 'zod'
import { anyType, eventTypes } from '../events/event-types.ts'

const url = z.string('is not a text')
const wantable = [...eventTypes, anyType] as const
const types = z
  .array(z.enum(wantable, `is none of ${wantable.join(', ')}`), 'is not a list')
  .min(1, `is empty: name what to tell, or say "${anyType}" for all`)
  .transform((chosen): string[] => (chosen.includes(anyType) ? [anyType] : [...new Set(chosen)]))
const ofTypes = {
  description:
    'What to tell. ["*"]: all, also what later versions of Masthead add; a list of types stays as it is.',
  example: ['send.finished'],
}
const description = z.string('is not a text').trim().max(200, 'is longer than 200 characters')
const ofDescription = { description: 'What it is for, for whoever reads the list.', example: 'Our CRM' }
const withAddresses = z.boolean('is neither true nor false')

const ofUrl = { description: 'Where to POST, by https.', example: 'https://crm.example.org/masthead' }
const ofAddresses = {
  description: 'Whether readers’ addresses and their answers to your fields are told, too.',
  example: false,
}

/** The body of a request for a webhook. */
export const WantedWebhook = z.strictObject({
  url: url.meta(ofUrl),
  types: types.optional().meta({ ...ofTypes, description: `${ofTypes.description} Left out, as ["*"].` }),
  withAddresses: withAddresses.optional().meta(ofAddresses),
  description: description.optional().meta(ofDescription),
})

/** The body of a change of a webhook: how it is to stand, whole, so that nothing is widened by what was left out. */
export const EditedWebhook = z.strictObject({
  url: url.meta(ofUrl),
  types: types.meta(ofTypes),
  withAddresses: withAddresses.meta(ofAddresses),
  description: description
    .optional()
    .meta({ ...ofDescription, description: `${ofDescription.description} Left out, none.` }),
})

/** What owners do about a webhook. */
export const webhookActions = ['on', 'off', 'test', 'replay', 'new-secret', 'remove'] as const

/** The body of an act on a webhook, with which delivery it replays. */
export const WebhookAction = z
  .strictObject({
    action: z.enum(webhookActions, `is none of ${webhookActions.join(', ')}`).meta({
      description:
        'on, off; test: tell it of nothing; replay: tell it of a delivery again; new-secret: the old one signs along for a day; remove.',
      example: 'test',
    }),
    delivery: z
      .string('is not a text')
      .regex(/^\d{13}-[0-9a-f]{32}$/, 'is no delivery’s id')
      .optional()
      .meta({
        description: 'With replay: its id in the log.',
        example: '1924473600000-00112233445566778899aabbccddeeff',
      }),
  })
  .superRefine(({ action, delivery }, context) => {
    if ((action === 'replay') === (delivery !== undefined)) return
    const message = action === 'replay' ? 'is missing' : 'is for replay only'
    context.addIssue({ code: 'custom', path: ['delivery'], message })
  })

export const DeliveriesQuery = z.strictObject({
  after: z
    .string()
    .regex(/^\d{13}-[0-9a-f]{32}$/, 'is no place in the log: leave it out to begin anew')
    .optional()
    .meta({ description: 'The “next” of the page before; left out, the newest.' }),
})
