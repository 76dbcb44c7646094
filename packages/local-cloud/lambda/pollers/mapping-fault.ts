import { usualBatchSize, usualWindowSeconds } from './mapping.ts'

/** The batch size from which Lambda asks for a window. */
const mostWithoutWindow = 10

/**
 * Why Lambda, or the local cloud, does not take an event source mapping with these properties.
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 */
export const mappingFault = (properties: Record<string, unknown>): string | undefined => {
  const source = String(properties.EventSourceArn)
  if (!source.startsWith('arn:aws:sqs:'))
    return `only SQS queues are known here as event sources, not ${source}.`
  const { BatchSize = usualBatchSize, MaximumBatchingWindowInSeconds: window = usualWindowSeconds } =
    properties
  const { MaximumConcurrency } = (properties.ScalingConfig ?? {}) as { MaximumConcurrency?: unknown }
  const most = source.endsWith('.fifo') ? mostWithoutWindow : 10_000
  if (isOutside(BatchSize, 1, most)) return `BatchSize is 1 to ${most}, not ${BatchSize}.`
  if (isOutside(window, 0, 300)) return `MaximumBatchingWindowInSeconds is 0 to 300, not ${window}.`
  if (Number(BatchSize) > mostWithoutWindow && Number(window) < 1)
    return `a BatchSize over ${mostWithoutWindow} needs a MaximumBatchingWindowInSeconds of at least 1.`
  if (MaximumConcurrency !== undefined && isOutside(MaximumConcurrency, 2, 1000))
    return `MaximumConcurrency is 2 to 1000, not ${MaximumConcurrency}.`
  return undefined
}

const isOutside = (value: unknown, least: number, most: number) =>
  !(Number(value) >= least && Number(value) <= most)
