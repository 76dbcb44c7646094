import * as z from 'zod'
import { type Rule, segmentName } from '../subscription/segments/rule.ts'
import { type RuleOffer, readRuleData } from './read-rule-data.ts'

const ruleFor = (offer: RuleOffer) =>
  z.unknown().transform((given, context): Rule => {
    const read = readRuleData(given, offer)
    if (!read.wrong) return read.rule
    for (const { path, message } of read.wrong) context.addIssue({ code: 'custom', path, message })
    return z.NEVER
  })

export const segmentMeta = {
  title: 'the name of a saved segment, or a rule',
  description: 'Only these readers.',
  example: 'students',
}

/** A segment in a call: the name of a saved one, or a rule. */
export const segmentFor = (offer: RuleOffer) => {
  const rule = ruleFor(offer)
  return z
    .unknown()
    .transform((given, context): string | Rule => {
      if (typeof given === 'string' && segmentName.test(given)) return given
      const read = rule.safeParse(given)
      if (read.success) return read.data
      for (const { path, message } of read.error.issues) context.addIssue({ code: 'custom', path, message })
      return z.NEVER
    })
    .meta(segmentMeta)
}

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
