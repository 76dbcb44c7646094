/** An AWS::Lambda::EventSourceMapping of an SQS queue, in its current form. */
export type EventSourceMapping = {
  logicalId: string
  functionArn: string
  /** The function's role, under which Lambda polls. */
  roleArn: string
  /** Whether the function's RecursiveLoop is `Allow`. */
  allowsLoops?: boolean | undefined
  /** The function's Timeout, if known. The queue's visibility timeout must not be shorter. */
  functionTimeoutSeconds?: number
  queueArn: string
  queueUrl: string
  /** BatchSize; CloudFormation's default is 10. */
  batchSize: number
  /** MaximumBatchingWindowInSeconds; the default is 0. */
  windowSeconds: number
  /** ScalingConfig.MaximumConcurrency. */
  maximumConcurrency?: number | undefined
  /** Whether FunctionResponseTypes has ReportBatchItemFailures. */
  reportBatchItemFailures: boolean
  enabled: boolean
}
