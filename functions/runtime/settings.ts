import * as z from 'zod'

/** A variable that must be there and say something. */
export const variable = z.string().min(1)

/**
 * Messages of a queue that a function failed to handle. A partial batch response raises no `Errors` (Lambda Developer
 * Guide, "Handling errors for an SQS event source"), so the function counts them itself.
 */
export const failedMessages = {
  namespace: 'Masthead',
  name: 'FailedMessages',
  dimension: 'FunctionName',
} as const

/**
 * Reads what a function needs of its environment, once, by its slice's schema (`settings.ts` of each slice: the one list
 * of names that the code and the template share).
 * @param name the function, for the message
 * @throws when a variable is missing or wrong, naming all that are
 */
export const readSettings = <Settings>(
  name: string,
  schema: z.ZodType<Settings>,
  env: NodeJS.ProcessEnv = process.env,
): Settings => {
  const read = schema.safeParse(env)
  if (read.success) return read.data
  const missing = read.error.issues.map((issue) => issue.path.join('.')).join(', ')
  throw new Error(`The function "${name}" lacks these environment variables: ${missing}`)
}
