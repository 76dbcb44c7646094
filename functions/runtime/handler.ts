import middy, { type MiddyfiedHandler } from '@middy/core'
import type { Context } from 'aws-lambda'

/**
 * Starts every Lambda handler: `handlerOf<Event, Answer>().handler(answer)`.
 *
 * Early answers are off. By default middy answers 5 ms before the function's timeout (`timeoutEarlyInMillis`). Lambda
 * then freezes the sandbox with work still pending and thaws it for a later event, so the work continues after its
 * invocation has ended. A function that runs out of time should be killed instead.
 */
export const handlerOf = <Event = unknown, Answer = unknown>(): MiddyfiedHandler<
  Event,
  Answer,
  Error,
  Context
> => middy<Event, Answer, Error, Context>({ timeoutEarlyInMillis: 0 })
