import { Logger } from '@aws-lambda-powertools/logger'
import { withoutReaders } from './without-readers.ts'

/**
 * Structured logs. Never log an address, a token, or a reader's name or id. What of these stands in an error's text, such as a
 * key of a table or an answer of SES, is left out.
 */
export const log = new Logger({
  serviceName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'masthead',
  jsonReplacerFn: (_, value) => (typeof value === 'string' ? withoutReaders(value) : value),
})
