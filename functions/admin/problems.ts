import type * as z from 'zod'
import type { ApiProblem } from './answers.ts'

/** Says what a schema found wrong, field by field. */
export const problemsOf = (error: z.ZodError): ApiProblem[] =>
  error.issues.map(({ path, message }) => ({
    ...(path.length > 0 && { field: path.join('.') }),
    message,
  }))
