import type * as z from 'zod'
import type { ApiProblem } from './answers.ts'

/** Says what a schema found wrong, field by field. */
export const problemsOf = (error: z.ZodError): ApiProblem[] =>
  error.issues.map((issue) => ({
    ...(issue.path.length > 0 && { field: issue.path.join('.') }),
    // Of a wrong key the library only says that it is wrong.
    message: issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message,
  }))
