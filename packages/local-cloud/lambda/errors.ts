/** What a child or Lambda itself says of a failed invocation, with Lambda's field names. */
export type ErrorPayload = { errorType: string; errorMessage: string; stackTrace?: string[] }

/**
 * A function did not answer: it threw, timed out, ran out of memory, could not be loaded or may not run.
 * `payload` is what Lambda gives its caller as the function's error.
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
}
