import * as z from 'zod'
import { defined } from '../runtime/defined.ts'
import { type Rule, type Segment, segmentName } from '../subscription/segments/rule.ts'
import { type RuleOffer, readRuleData } from './read-rule-data.ts'

/** What is read by hand, since zod's words for it would help nobody, as documents have it. */
const aRule = { $ref: '#/components/schemas/Rule' }

const ruleFor = (offer: RuleOffer) =>
  z
    .unknown()
    .meta({ override: aRule })
    .transform((given, context): Rule => {
      const read = readRuleData(given, offer)
      if (!read.wrong) return read.rule
      for (const { path, message } of read.wrong) context.addIssue({ code: 'custom', path, message })
      return z.NEVER
    })

export const segmentMeta = {
  title: 'the name of a saved segment, a rule, or the “segment” of a count',
  description: 'Only these readers.',
  example: 'students',
}

/** What a count answered: the rule as it was counted, with the name that it had then. */
const countedFor = (rule: ReturnType<typeof ruleFor>) =>
  z.strictObject({ name: z.string().regex(segmentName, 'is no name of a segment').optional(), rule })

const aName = { type: 'string' as const, pattern: segmentName.source }
const aCountedRule = {
  type: 'object' as const,
  properties: { name: aName, rule: aRule },
  required: ['rule'],
  additionalProperties: false,
}

/** A segment in a call: the name of a saved one, a rule, or what a count answered. @returns a name, or the rule */
export const segmentFor = (offer: RuleOffer) => {
  const rule = ruleFor(offer)
  const counted = countedFor(rule)
  return z
    .unknown()
    .meta({ override: { anyOf: [aName, aRule, aCountedRule] } })
    .transform((given, context): string | Segment => {
      if (typeof given === 'string' && segmentName.test(given)) return given
      const isCounted = typeof given === 'object' && given !== null && 'rule' in given
      const read = counted.safeParse(isCounted ? given : { rule: given })
      if (read.success) return { ...defined({ name: read.data.name }), rule: read.data.rule }
      for (const { path, message } of read.error.issues) {
        const at = isCounted ? path : path.slice(1)
        context.addIssue({ code: 'custom', path: at, message })
      }
      return z.NEVER
    })
    .meta(segmentMeta)
}

/** Where a count goes on: the first shard that is not counted yet. */
export const countFrom = z
  .number('is no number')
  .int()
  .min(0)
  .max(255)
  .default(0)
  .meta({ description: 'The “next” of the answer before; left out, from the beginning.', example: 16 })

/** The body of what saves a segment. */
export const wantedSegmentFor = (offer: RuleOffer) =>
  z.strictObject({
    name: z
      .string({ error: ({ input }) => (input === undefined ? 'is missing' : 'is not a text') })
      .regex(segmentName, 'is not 1–40 of a–z, 0–9 and hyphens, beginning with none')
      .meta({ description: '1 to 40 of a–z, 0–9 and hyphens.', example: 'students' }),
    rule: ruleFor(offer).meta({
      title: 'rule',
      description: 'Which readers are meant.',
      example: { all: [{ from: ['form'] }, { not: { got: 'tidelines-6' } }] },
    }),
    replace: z
      .boolean('is neither true nor false')
      .optional()
      .meta({ description: 'Save it in place of the one of this name.', example: true }),
  })
