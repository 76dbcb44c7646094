/** A function of the template, as it is deployed now. Read afresh at every invocation, so that live edits count. */
export type LambdaFunction = {
  logicalId: string
  arn: string
  name: string
  /** The bundle's folder; `LAMBDA_TASK_ROOT`. */
  dir: string
  /** `file.export`, e.g. `index.handler`. */
  handler: string
  /** The template's variables, and nothing else. */
  environment: Record<string, string>
  timeoutSeconds: number
  memoryMB: number
  /** What its seconds are priced by; it runs on this machine's own. */
  architecture: 'arm64' | 'x86_64'
  /** ReservedConcurrentExecutions; 0 switches the function off, as in Lambda. */
  concurrency?: number | undefined
  roleArn: string
  /** The LoggingConfig's group; `/aws/lambda/NAME` without one. */
  logGroup?: string | undefined
  /** Queue of EventInvokeConfig's DestinationConfig.OnFailure: gets a record of the failed invocation. */
  onFailureArn?: string | undefined
  /** Queue of DeadLetterConfig: gets the event itself. */
  deadLetterArn?: string | undefined
  /** How often a failed asynchronous invocation is tried again: 0–2. */
  maximumRetries: number
  /** How old an asynchronous event may be when it is tried again: 60–21,600. */
  maximumAgeSeconds: number
}

/**
 * What a function used since the cloud began, for bills, benches and the console. Start-up is counted in `cpuMs` and,
 * as Lambda bills it, in `gbSeconds` (AWS Lambda pricing, "Duration").
 */
export type Usage = {
  invocations: number
  sandboxes: number
  cpuMs: number
  peakMB: number
  gbSeconds: number
}
