/** An AWS::Lambda::EventSourceMapping of an SQS queue, as it is now. */
export type EventSourceMapping = {
  logicalId: string
  functionArn: string
  /** The function's role: polling is done under it, as Lambda does. */
  roleArn: string
  /** The function's Timeout, if known: the queue's visibility timeout may not be shorter. */
  functionTimeoutSeconds?: number
  queueArn: string
  queueUrl: string
  /** BatchSize; CloudFormation's default is 10. */
  batchSize: number
  /** MaximumBatchingWindowInSeconds; the default is 0. */
  windowSeconds: number
  /** ScalingConfig.MaximumConcurrency. */
  maximumConcurrency?: number | undefined
  /** FunctionResponseTypes has ReportBatchItemFailures. */
  reportBatchItemFailures: boolean
  enabled: boolean
}
