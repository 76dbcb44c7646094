import * as z from 'zod'
import { pageAfter } from './page-cursor.ts'
import { address } from './send-request-schema.ts'

/** The largest page of a list of readers. */
const mostAtOnce = 200
const statuses = ['pending', 'active', 'paused', 'unsubscribed', 'suppressed'] as const

const described = address.meta({
  title: 'e-mail address',
  description: 'The reader’s.',
  example: 'ada@example.org',
})
export const ReaderRequest = z.strictObject({ address: described })
/** By any id that was ever theirs, which, unlike an address, may be in a URL. */
export const ReaderById = z.strictObject({
  id: z
    .string('is not a text')
    .regex(/^[0-9a-f]{32}$/, 'is no reader’s id')
    .meta({
      description: 'Any that was ever theirs.',
      example: '3f0c1d2e4b5a69788796a5b4c3d2e1f0',
    }),
})
/** By an address or by an id. */
export const FindRequest = z.union([ReaderRequest, ReaderById])
export const ReaderAction = z.strictObject({
  address: described,
  action: z.enum(['suppress', 'restore', 'erase'], 'is neither suppress, restore nor erase').meta({
    description:
      'Take the address out for good, let its reader opt in anew, or erase all that is known of them.',
    example: 'suppress',
  }),
})
const whom = {
  status: z
    .enum(statuses, `is none: choose of ${statuses.join(', ')}`)
    .optional()
    .meta({ description: 'Only these.', example: 'active' }),
  language: z.string().optional().meta({ description: 'Only of this language.', example: 'en' }),
  topic: z.string().optional().meta({
    description: 'Only of this topic; who chose none in particular gets each.',
    example: 'harbour',
  }),
  after: pageAfter,
  limit: z.coerce
    .number('is no number')
    .int('is no whole number')
    .min(1, 'is less than 1')
    .max(mostAtOnce, `is more than ${mostAtOnce}`)
    .default(mostAtOnce)
    .meta({ description: 'How many at most.', example: 50 }),
}
export const ReadersQuery = z.strictObject(whom)
export const ReadersSearch = z.strictObject({
  search: z
    .string({ error: ({ input }) => (input === undefined ? 'is missing' : 'is not a text') })
    .min(1, 'must not be empty')
    .max(254, 'is longer than any address')
    .meta({ description: 'A part of the address, in capitals or not.', example: 'ada@' }),
  ...whom,
})
export const CountsQuery = z.strictObject({ after: pageAfter })
