/** The error of a failed invocation, from the child or from Lambda, with Lambda's field names. */
export type ErrorPayload = { errorType: string; errorMessage: string; stackTrace?: string[] }

/**
 * An invocation failed: the function threw, timed out, ran out of memory, could not be loaded or was not allowed to
 * run. `payload` is the error that Lambda gives its caller.
 */
export class FunctionError extends Error {
  override name = 'FunctionError'
  readonly where: string
  readonly payload: ErrorPayload

  constructor(where: string, payload: ErrorPayload) {
    super(`${where}: ${payload.errorType}: ${payload.errorMessage}`)
    this.where = where
    this.payload = payload
    if (payload.stackTrace?.length) this.stack = payload.stackTrace.join('\n')
  }

  get timedOut(): boolean {
    return this.payload.errorType === 'Sandbox.Timedout'
  }

  get throttled(): boolean {
    return this.payload.errorType === throttledType
  }
}

const throttledType = 'TooManyRequestsException'

/** @param why what is used up */
export const throttled = (where: string, why: string) =>
  new FunctionError(where, { errorType: throttledType, errorMessage: `Rate Exceeded: ${why}` })
