import * as z from 'zod'
import { variable } from './settings.ts'

/** A variable that holds JSON. @param schema of what it says */
export const jsonVariable = <Value>(schema: z.ZodType<Value>) =>
  variable
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        context.addIssue('is no JSON')
        return z.NEVER
      }
    })
    .pipe(schema)
