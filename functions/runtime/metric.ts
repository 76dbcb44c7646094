import { failedMessages } from './settings.ts'

/**
 * A line of log that CloudWatch also takes for a metric (Amazon CloudWatch User Guide, "Embedded metric format"):
 * how many messages a function could not handle. Powertools Metrics writes the same line by another 10 KB in every
 * bundle.
 * @param at Unix ms
 */
export const failedMessagesLine = (count: number, functionName: string, at: number): string => {
  const { namespace, name, dimension } = failedMessages
  const metric = { Namespace: namespace, Dimensions: [[dimension]], Metrics: [{ Name: name, Unit: 'Count' }] }
  return JSON.stringify({
    _aws: { Timestamp: at, CloudWatchMetrics: [metric] },
    [dimension]: functionName,
    [name]: count,
  })
}

/** Writes a line as it is: Lambda puts time and request before what goes through `console`, and CloudWatch then sees no JSON. */
export const writeLine = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
