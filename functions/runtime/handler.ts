import middy, { type MiddyfiedHandler } from '@middy/core'
import type { Context } from 'aws-lambda'

/**
 * The start of every Lambda handler here: `handlerOf<Event, Answer>().handler(answer)`.
 *
 * Early answers are off. By default middy answers 5 ms before the function's timeout (`timeoutEarlyInMillis`); Lambda
 * then freezes the sandbox with the work still pending and thaws it with a later event, so work goes on in the name of
 * an invocation that is long over. A function that is out of time is to be killed instead.
 */
export const handlerOf = <Event = unknown, Answer = unknown>(): MiddyfiedHandler<
  Event,
  Answer,
  Error,
  Context
> => middy<Event, Answer, Error, Context>({ timeoutEarlyInMillis: 0 })
