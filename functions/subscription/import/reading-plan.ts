import * as z from 'zod'
import { encodings } from './encoding.ts'
import { everybodyIs } from './services.ts'

/** How a file is to be read, found once at its beginning and kept with the import, so that all of it is read alike. */
export const Plan = z.object({
  shape: z.object({
    format: z.enum(['csv', 'jsonl']),
    encoding: z.enum(encodings),
    delimiter: z.string(),
    keys: z.array(z.string()),
  }),
  /** The service whose export it looks like. */
  service: z.string().optional(),
  /** How many columns the table has; 0 where rows need not have all. */
  width: z.number(),
  /** The name of the column of addresses; empty when the table has none. */
  addressName: z.string(),
  /** The names of all columns of a table, as plain names. */
  names: z.array(z.string()),
  /** The same as they are written, of JSON Lines its keys. */
  header: z.array(z.string()).optional(),
  columns: z.record(z.string(), z.array(z.number())),
  /** What the file's name, or its kind, says of everybody in it. */
  everybody: z.enum(everybodyIs).optional(),
  /** In which order it writes dates with slashes, if it shows that. */
  dateOrder: z.enum(['month-first', 'day-first']).optional(),
  /** The first row of readers. */
  from: z.object({ byte: z.number(), row: z.number() }),
})
export type Plan = z.infer<typeof Plan>
