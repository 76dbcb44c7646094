import * as z from 'zod'
import { Import } from '../../subscription/import/import-record.ts'
import { timeZone } from './shared.ts'

const { id, file, consent, mapping, language, at, by, state, problem, counts, endedAt, ask, trial, roles } =
  Import.shape

export const ImportShown = z
  .object({
    ...{ id, file, consent, mapping, language, at, by, state, problem, counts, endedAt, ask, trial, roles },
    columns: z
      .array(
        z.object({
          name: z.string().meta({ description: 'Empty where it has none.' }),
          field: z
            .string()
            .meta({ description: 'What it is taken for; absent where it is not read.' })
            .exactOptional(),
        }),
      )
      .meta({ description: 'The columns of the file, once it was looked at.' })
      .exactOptional(),
    service: z.string().meta({ description: 'Whose export it is.' }).exactOptional(),
    encoding: z.string().exactOptional(),
    bytesDone: z.number().meta({ description: 'Of the file’s size.' }),
    asked: z.number().meta({ description: 'Readers who were mailed so far.' }).exactOptional(),
  })
  .meta({ id: 'Import' })
export type ImportShown = z.infer<typeof ImportShown>

export const ImportAnswer = z
  .object({
    import: ImportShown,
    upload: z
      .string()
      .meta({ description: 'Where to PUT the file, as long as it is waited for.' })
      .exactOptional(),
    uploadHeaders: z
      .record(z.string(), z.string())
      .meta({ description: 'To be sent with the file.' })
      .exactOptional(),
    timeZone,
  })
  .meta({ id: 'OneImport' })
export type ImportAnswer = z.infer<typeof ImportAnswer>

export const ImportsAnswer = z
  .object({ imports: z.array(ImportShown).meta({ description: 'The latest first.' }), timeZone })
  .meta({ id: 'Imports' })
export type ImportsAnswer = z.infer<typeof ImportsAnswer>

export const ImportRowsAnswer = z
  .object({
    rows: z
      .array(z.object({ row: z.number(), reason: z.string() }))
      .meta({ description: 'Rows that were not imported, in order.' }),
    next: z.number().meta({ description: 'Where the next page begins: give it as “after”.' }).exactOptional(),
  })
  .meta({ id: 'ImportRows' })
export type ImportRowsAnswer = z.infer<typeof ImportRowsAnswer>
