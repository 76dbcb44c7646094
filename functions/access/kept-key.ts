import * as z from 'zod'
import { roles } from './role.ts'

/**
 * An API key as it is kept. `hash`: of its secret; `at`: when it was made (ISO 8601), `by` whom, and which `person` that is and
 * by which `email` (see `Caller`), which keys of before lack; `usedOn`: the last day of
 * use (UTC); `expires`: when it ends and is forgotten, in Unix seconds.
 */
export const KeptKey = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  hash: z.string(),
  at: z.string(),
  by: z.string(),
  person: z.string().optional(),
  email: z.string().optional(),
  usedOn: z.string().optional(),
  expires: z.number().optional(),
})
export type KeptKey = z.infer<typeof KeptKey>
