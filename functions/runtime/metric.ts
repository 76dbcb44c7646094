import { failedMessages } from './settings.ts'

/**
 * A log line that CloudWatch also reads as a metric (Amazon CloudWatch User Guide, "Embedded metric format"): the
 * number of messages that a function failed to handle. Powertools Metrics writes the same line but adds 10 KB to every
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

/**
 * Writes a line to standard output as it is. Lambda prefixes `console` output with the time and request id, which
 * CloudWatch would no longer read as JSON.
 */
export const writeLine = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
