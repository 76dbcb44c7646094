/** The size of an event, in bytes: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const mostSyncBytes = 6 * 1024 * 1024
export const mostAsyncBytes = 1024 * 1024

/** A deployed function. Read afresh at every invocation, so that live edits take effect. */
export type LambdaFunction = {
  logicalId: string
  arn: string
  name: string
  /** The bundle's folder; `LAMBDA_TASK_ROOT`. */
  dir: string
  /** E.g. `nodejs24.x`: sets what is legal in a handler. All run on this process's Node. */
  runtime: string
  /** `file.export`, e.g. `index.handler`. */
  handler: string
  /** The template's variables only. */
  environment: Record<string, string>
  timeoutSeconds: number
  memoryMB: number
  /** Sets the price of its seconds; locally it runs on this machine's architecture. */
  architecture: 'arm64' | 'x86_64'
  /** ReservedConcurrentExecutions; 0 switches the function off, as in Lambda. */
  concurrency?: number | undefined
  /** Whether RecursiveLoop is `Allow`, and not `Terminate`. */
  allowsLoops?: boolean | undefined
  roleArn: string
  /** The log group in LoggingConfig; `/aws/lambda/NAME` without one. */
  logGroup?: string | undefined
  /** Queue in EventInvokeConfig's DestinationConfig.OnFailure; it gets a record of the failed invocation. */
  onFailureArn?: string | undefined
  /** Queue in DeadLetterConfig; it gets the event itself. */
  deadLetterArn?: string | undefined
  /** Maximum retries of a failed asynchronous invocation: 0–2. */
  maximumRetries: number
  /** Maximum age in seconds at which an asynchronous event is retried: 60–21,600. */
  maximumAgeSeconds: number
}

/**
 * What a function used since the cloud started, for bills, benchmarks and the console. Start-up counts in `cpuMs` and,
 * as Lambda bills it, in `gbSeconds` (AWS Lambda pricing, "Duration").
 */
export type Usage = {
  invocations: number
  sandboxes: number
  cpuMs: number
  peakMB: number
  gbSeconds: number
}
