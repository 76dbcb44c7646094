import { Logger } from '@aws-lambda-powertools/logger'

/** Structured logs. Never log an address, a token or a reader's name. */
export const log = new Logger({ serviceName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'masthead' })
