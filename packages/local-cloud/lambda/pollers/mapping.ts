/** CloudFormation's defaults of BatchSize and MaximumBatchingWindowInSeconds ("AWS::Lambda::EventSourceMapping"). */
export const usualBatchSize = 10
export const usualWindowSeconds = 0

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
  /** BatchSize. */
  batchSize: number
  /** MaximumBatchingWindowInSeconds. */
  windowSeconds: number
  /** ScalingConfig.MaximumConcurrency. */
  maximumConcurrency?: number | undefined
  /** Whether FunctionResponseTypes has ReportBatchItemFailures. */
  reportBatchItemFailures: boolean
  enabled: boolean
}
