import * as z from 'zod'
import { issueId } from '../issue/manifest.ts'
import { correctionPurpose } from '../sending/ledger/correction-id.ts'
import { longestSendId, sendIdOf } from '../sending/ledger/send.ts'
import { readAddress } from '../subscription/states/address.ts'
import { audienceFieldsFor, text } from './audience-fields.ts'
import type { RuleOffer } from './read-rule-data.ts'

/** Parsed as the sign-up form does: international domains in Punycode, nothing that SES would refuse. */
export const address = text.transform((typed, context) => {
  const read = readAddress(typed)
  if (read.outcome === 'read') return read.address
  context.addIssue('is not an address such as name@example.org')
  return z.NEVER
})

/** Two hyphens separate issue and purpose. The service itself uses these prefixes. */
const purpose = text
  .regex(/^[a-z0-9][a-z0-9-]{0,19}$/, 'is not 1–20 of a–z, 0–9 and hyphens, beginning with none')
  .refine((name) => !name.includes('--'), 'must not hold two hyphens in a row')
  .refine((name) => !/^(test-|welcome)/.test(name), 'must not begin with test- or welcome: choose another')

/** The body of a request for a send. */
export const wantedSendFor = (offer: RuleOffer) =>
  z
    .strictObject({
      ...audienceFieldsFor(offer),
      purpose: purpose.optional().meta({
        description:
          'What it is for, when it is not the digest: an issue has one send for each purpose. 1 to 20 of a–z, 0–9 and hyphens.',
        example: 'reminder',
      }),
      warmUp: z.boolean('is neither true nor false').optional().meta({
        description:
          'Whether it may go out over days, in growing slices, where it is for many more readers than were lately mailed; left out, it may. “false” says that mailbox providers know the domain; the send keeps who said so.',
        example: false,
      }),
      to: address.optional().meta({
        title: 'e-mail address',
        description: 'Only to this address, as a test.',
        example: 'me@example.org',
      }),
      language: text
        .optional()
        .meta({ title: 'language tag', description: 'The test’s language.', example: 'en' }),
      anew: text.optional().meta({
        description: 'The cancel that is taken back: the “cancelledAt” of the send that stands.',
        example: '2031-05-06T07:00:00.000Z',
      }),
    })
    .superRefine(({ issue, to, language, ...all }, context) => {
      const refuse = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: [field], message })
      if (language && !to)
        refuse(
          'language',
          'is for a test only: say to whom, or leave it out; readers get the language that they chose',
        )
      for (const field of ['purpose', 'ownZones', 'filter', 'segment', 'anew'] as const)
        if (to && all[field]) refuse(field, 'is not for a test, which goes to one address: leave it out')
      if (to && all.warmUp !== undefined)
        refuse('warmUp', 'is not for a test, which goes to one address: leave it out')
      if (correctionPurpose.test(all.purpose ?? ''))
        refuse(
          'purpose',
          'must not be like digest-correction, -correction-2 or c-0123456789: corrections of sends are called so',
        )
      const tooLong = sendIdOf(issue, all.purpose ?? 'digest').length - longestSendId
      if (!to && tooLong > 0 && issueId.test(issue))
        refuse(
          all.purpose ? 'purpose' : 'issue',
          `is ${tooLong} too long: a send’s id is <issue>--<purpose>, of at most ${longestSendId} characters`,
        )
    })
