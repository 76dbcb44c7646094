/** A target, as in AWS::Events::Rule. */
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

/** An AWS::Events::Rule on the default bus, in its current form. */
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
