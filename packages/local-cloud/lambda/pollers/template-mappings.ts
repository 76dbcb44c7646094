import type { Resources } from '../../types.ts'
import type { LambdaFunction } from '../function.ts'
import { type EventSourceMapping, usualBatchSize, usualWindowSeconds } from './mapping.ts'

type MappingProperties = {
  FunctionName: string
  EventSourceArn: string
  BatchSize?: number | string
  MaximumBatchingWindowInSeconds?: number | string
  FunctionResponseTypes?: string[]
  ScalingConfig?: { MaximumConcurrency?: number | string }
  Enabled?: boolean | string
}

/**
 * The template's current mappings from queues to functions. Defaults: CloudFormation,
 * "AWS::Lambda::EventSourceMapping".
 */
export const eventSourceMappings = (
  resources: Resources,
  functions: LambdaFunction[],
): EventSourceMapping[] =>
  resources.ofType('AWS::Lambda::EventSourceMapping').flatMap(({ logicalId, properties }) => {
    const it = properties as MappingProperties
    const queue = resources.byArn(it.EventSourceArn)
    const fn = functions.find(({ arn, name }) => it.FunctionName === arn || it.FunctionName === name)
    if (!queue || !fn) return []
    const concurrency = it.ScalingConfig?.MaximumConcurrency
    return {
      logicalId,
      functionArn: fn.arn,
      roleArn: fn.roleArn,
      allowsLoops: fn.allowsLoops,
      functionTimeoutSeconds: fn.timeoutSeconds,
      queueArn: it.EventSourceArn,
      queueUrl: queue.physicalId,
      batchSize: Number(it.BatchSize ?? usualBatchSize),
      windowSeconds: Number(it.MaximumBatchingWindowInSeconds ?? usualWindowSeconds),
      maximumConcurrency: concurrency === undefined ? undefined : Number(concurrency),
      reportBatchItemFailures: it.FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? false,
      enabled: String(it.Enabled ?? true) === 'true',
    }
  })
