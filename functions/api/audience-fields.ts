import * as z from 'zod'
import { issueId } from '../issue/manifest.ts'
import { filterFor } from './audience-filter.ts'
import type { RuleOffer } from './read-rule-data.ts'
import { segmentFor, segmentMeta } from './segment-schema.ts'

export const text = z
  .string({ error: ({ input }) => (input === undefined ? 'is missing' : 'is not a text') })
  .min(1, 'must not be empty')

/** The fields of a body that say of which issue, when and to whom: of a send, and of the count before it. */
export const audienceFieldsFor = (offer: RuleOffer) => ({
  issue: text
    .regex(issueId, 'is not the id of an issue')
    .meta({ description: 'The id of a published issue.', example: 'tidelines-7' }),
  at: text.optional().meta({
    description: 'An instant, or local time in the publication’s time zone; left out, now.',
    example: '2031-05-06T09:00',
  }),
  ownZones: z
    .boolean('is neither true nor false')
    .optional()
    .meta({ description: '“at” is local time by each reader’s own clock.', example: true }),
  filter: filterFor(offer)
    .optional()
    .meta({
      description: 'Only these readers: each part that is there must hold.',
      example: { languages: ['en'] },
    }),
  segment: segmentFor(offer).optional().meta(segmentMeta),
})
