import type * as z from 'zod'
import type { ApiProblem } from './problems.ts'

/** Describes what a schema found wrong, field by field. */
export const problemsOf = (error: z.ZodError): ApiProblem[] =>
  error.issues.map((issue) => ({
    ...(issue.path.length > 0 && { field: issue.path.join('.') }),
    // For a wrong key, zod's own message does not give the reason; the inner issue does.
    message: issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message,
  }))
