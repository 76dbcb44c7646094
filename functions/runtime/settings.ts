import * as z from 'zod'

/** A variable that must be set and not empty. */
export const variable = z.string().min(1)

/**
 * The metric of queue messages that a function failed to handle. A partial batch response does not count in Lambda's
 * `Errors` metric (Lambda Developer Guide, "Handling errors for an SQS event source"), so the function counts them
 * itself.
 */
export const failedMessages = {
  namespace: 'Masthead',
  name: 'FailedMessages',
  dimension: 'FunctionName',
} as const

/**
 * Reads a function's environment variables once, by its slice's schema in `settings.ts`, the one list of names that
 * code and template share.
 * @param name the function's name, for the error message
 * @throws when variables are missing or invalid, naming all of them
 */
export const readSettings = <Settings>(
  name: string,
  schema: z.ZodType<Settings>,
  env: NodeJS.ProcessEnv = process.env,
): Settings => {
  const read = schema.safeParse(env)
  if (read.success) return read.data
  const missing = read.error.issues.map((issue) => issue.path.join('.')).join(', ')
  throw new Error(`The function "${name}" lacks these environment variables, or cannot read them: ${missing}`)
}

/**
 * Whether the AWS SDK is pointed at this machine, so that the whole service runs here: then other programs on it are no more
 * private than the service is.
 */
export const isCloudOnThisMachine = ({ AWS_ENDPOINT_URL: url }: NodeJS.ProcessEnv = process.env): boolean =>
  url !== undefined && URL.canParse(url) && /^(127\.|localhost$|\[::1\]$)/.test(new URL(url).hostname)
