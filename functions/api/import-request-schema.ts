import * as z from 'zod'
import { encodings } from '../subscription/import/encoding.ts'
import { fieldNamed, type Offer } from '../subscription/import/find-columns.ts'
import { mostFileBytes, mostMapped } from '../subscription/import/import-limits.ts'
import type { ImportRequest } from '../subscription/import/import-record.ts'
import { Refusal } from '../subscription/import/refusal.ts'
import { isOrigin } from '../subscription/segments/rule.ts'

const text = z
  .string({ error: ({ input }) => (input === undefined ? 'is missing' : 'is not a text') })
  .trim()
  .min(1, 'must not be empty')

/** What each setting of an import is, described where it is needed and where it may be left out. */
const about = {
  consent: {
    description:
      'Where the readers’ consent came from. It is kept as the evidence of each; needed unless they are asked.',
    example: 'Double opt-in by the form on our old site, 2019 to 2031',
  },
  mapping: {
    title: 'fields, by column',
    description: 'What columns hold, by name or number, where their names do not say it; “-” = nothing.',
    example: { Mail: 'address', Tags: '-' },
  },
  encoding: { description: 'Of the file; left out, it is detected.', example: 'utf-8' },
  language: { description: 'Of readers whose row says none.', example: 'en' },
  roles: { description: 'Take addresses of a role, such as info@, too.', example: false },
  ask: { description: 'Ask each new reader by mail, who becomes one by confirming.', example: true },
}

const consent = z
  .string('is no text')
  .trim()
  .min(1, 'is empty: state where the readers’ consent came from')
  .max(1_000, 'is longer than 1,000 characters')
const mapping = z
  .record(text.max(200, 'is longer than 200 characters'), text)
  .refine((named) => Object.keys(named).length <= mostMapped, `has more than ${mostMapped} entries`)
const encoding = z.enum(encodings, `is none: choose of ${encodings.join(', ')}`)
const languageOf = ({ languages }: Offer) =>
  z.enum(languages, `is none of the publication’s: ${languages.join(', ')}`)
const yesOrNo = z.boolean('is neither true nor false')

/** What asks for an import. */
export const wantedImportFor = (offer: Offer) =>
  z
    .strictObject({
      id: text
        .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'is not 1–60 of a–z, 0–9 and hyphens, beginning with none')
        .refine((id) => !isOrigin(id), 'is a word of segments (from:form, from:import): choose another')
        .meta({
          description: 'A name of your own. Asked for again by the same name, it is the same import.',
          example: 'old-list-2031',
        }),
      file: z
        .strictObject({
          name: text.max(200, 'is longer than 200 characters').meta({
            description: 'The file’s name, which may say that all in it left.',
            example: 'export.csv',
          }),
          size: z
            .number('is no number')
            .int('is no whole number')
            .min(1, 'is 0: the file is empty')
            .max(
              mostFileBytes,
              `is more than ${mostFileBytes / 1024 ** 3} GiB: cut the file, each part with the line of column names`,
            )
            .meta({ description: 'In bytes.', example: 48_213 }),
          sha256: z
            .string('is not a text')
            .toLowerCase()
            .regex(/^[0-9a-f]{64}$/, 'is not 64 hexadecimal digits')
            .optional()
            .meta({
              description:
                'Of its bytes, so that no other file takes its place; left out, its size alone is checked.',
              example: 'ed0b97aee48dc6fe7c1ca1a4d55b1cb1ca9a1e6b8bc6e5a56c1a0f9dc2b4b3f1',
            }),
        })
        .transform(({ sha256, ...file }) => ({ ...file, ...(sha256 && { sha256 }) }))
        .meta({
          description: 'The file that will be uploaded.',
          example: { name: 'export.csv', size: 48_213 },
        }),
      consent: consent.optional().meta(about.consent),
      encoding: encoding.optional().meta(about.encoding),
      language: languageOf(offer).default(offer.languages[0]!).meta(about.language),
      mapping: mapping.default({}).meta(about.mapping),
      roles: yesOrNo.default(false).meta(about.roles),
      ask: yesOrNo.default(false).meta(about.ask),
      trial: yesOrNo.default(false).meta({
        description:
          'Only try it: each row is judged, and nobody becomes a reader or is kept out before it is started.',
        example: false,
      }),
    })
    .superRefine(({ mapping, consent, ask, trial }, context) => {
      if (consent === undefined && !ask && !trial)
        context.addIssue({ code: 'custom', path: ['consent'], message: noConsent })
      refuseWrongFields(mapping, offer, context)
    })
    .transform(
      ({ encoding, ask, trial, consent = ask ? askedByMail : '', ...wanted }): ImportRequest => ({
        ...wanted,
        consent,
        ...(encoding && { encoding }),
        ...(ask && { ask }),
        ...(trial && { trial }),
      }),
    )

/** What starts an import that was tried, or tries it once more; what is left out stays as it was tried. */
export const startedImportFor = (offer: Offer) =>
  z
    .strictObject({
      consent: consent.optional().meta(about.consent),
      encoding: encoding.optional().meta(about.encoding),
      language: languageOf(offer).optional().meta(about.language),
      mapping: mapping.optional().meta(about.mapping),
      roles: yesOrNo.optional().meta(about.roles),
      ask: yesOrNo.optional().meta(about.ask),
      trial: yesOrNo.default(false).meta({
        description: 'Try it once more, with what is said now; nobody becomes a reader.',
        example: false,
      }),
    })
    .superRefine(({ mapping = {} }, context) => refuseWrongFields(mapping, offer, context))

export const noConsent =
  'is missing: state where the readers’ consent came from, or have them asked by mail (ask)'
/** What is stated of readers who are asked, if nothing else is. */
export const askedByMail = 'Each was asked by mail'

const refuseWrongFields = (mapping: Record<string, string>, offer: Offer, context: z.RefinementCtx): void => {
  for (const [column, field] of Object.entries(mapping)) {
    const message = wrongField(field, offer)
    if (message) context.addIssue({ code: 'custom', path: ['mapping', column], message })
  }
}

const wrongField = (field: string, offer: Offer): string | undefined => {
  if (field === '-') return undefined
  try {
    fieldNamed(field, offer)
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}
