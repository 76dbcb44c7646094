/** A target as AWS::Events::Rule writes it. */
export type RuleTarget = {
  Id: string
  Arn: string
  RoleArn?: string
  Input?: string
  InputPath?: string
  InputTransformer?: { InputPathsMap?: Record<string, string>; InputTemplate: string }
  RetryPolicy?: { MaximumRetryAttempts?: number; MaximumEventAgeInSeconds?: number }
  DeadLetterConfig?: { Arn?: string }
}

/** An AWS::Events::Rule of the default bus, as it is now. */
export type Rule = {
  logicalId: string
  name: string
  arn: string
  eventPattern?: Record<string, unknown> | undefined
  /** `rate(5 minutes)` or `cron(0 8 * * ? *)`, in UTC. */
  scheduleExpression?: string | undefined
  enabled: boolean
  targets: RuleTarget[]
}
