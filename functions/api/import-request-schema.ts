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
      consent: z
        .string('is no text')
        .trim()
        .min(1, 'is empty: state where the readers’ consent came from')
        .max(1_000, 'is longer than 1,000 characters')
        .optional()
        .meta({
          description:
            'Where the readers’ consent came from. It is kept as the evidence of each; needed unless they are asked.',
          example: 'Double opt-in by the form on our old site, 2019 to 2031',
        }),
      mapping: z
        .record(text.max(200, 'is longer than 200 characters'), text)
        .refine((mapping) => Object.keys(mapping).length <= mostMapped, `has more than ${mostMapped} entries`)
        .default({})
        .meta({
          title: 'fields, by column',
          description:
            'What columns hold, by name or number, where their names do not say it; “-” = nothing.',
          example: { Mail: 'address', Tags: '-' },
        }),
      encoding: z
        .enum(encodings, `is none: choose of ${encodings.join(', ')}`)
        .optional()
        .meta({ description: 'Of the file; left out, it is detected.', example: 'utf-8' }),
      language: z
        .enum(offer.languages, `is none of the publication’s: ${offer.languages.join(', ')}`)
        .default(offer.languages[0]!)
        .meta({ description: 'Of readers whose row says none.', example: 'en' }),
      roles: z
        .boolean('is neither true nor false')
        .default(false)
        .meta({ description: 'Take addresses of a role, such as info@, too.', example: false }),
      ask: z
        .boolean('is neither true nor false')
        .default(false)
        .meta({ description: 'Ask each new reader by mail, who becomes one by confirming.', example: true }),
    })
    .superRefine(({ mapping, consent, ask }, context) => {
      if (consent === undefined && !ask)
        context.addIssue({ code: 'custom', path: ['consent'], message: noConsent })
      for (const [column, field] of Object.entries(mapping)) {
        const message = wrongField(field, offer)
        if (message) context.addIssue({ code: 'custom', path: ['mapping', column], message })
      }
    })
    .transform(
      ({ encoding, ask, consent = askedByMail, ...wanted }): ImportRequest => ({
        ...wanted,
        consent,
        ...(encoding && { encoding }),
        ...(ask && { ask }),
      }),
    )

const noConsent = 'is missing: state where the readers’ consent came from, or have them asked by mail (ask)'
/** What is stated of readers who are asked, if nothing else is. */
const askedByMail = 'Each was asked by mail'

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
