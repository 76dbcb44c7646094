import type { LambdaFunction, Usage as LambdaUsage } from '../lambda/function.ts'
import type { EventSourceMapping } from '../lambda/pollers/pollers.ts'
import { addTo, GB, type Quantities, type Usage } from './usage.ts'

/** Approximate bytes of the START, END and REPORT lines that Lambda logs for each invocation. */
const linesOfLambda = 400

/** Bytes that CloudWatch Logs adds to each line (Amazon CloudWatch Logs API Reference, PutLogEvents). */
const lineOverhead = 26

/** What one line of a function's log uses. */
export const loggedLine = (line: string): Quantities => ({
  'logs.written': (Buffer.byteLength(line) + lineOverhead) / GB,
})

type Functions = {
  functions: LambdaFunction[]
  mappings: EventSourceMapping[]
  used: Record<string, LambdaUsage>
}

/** Adds what running the functions used: requests, GB-seconds, and Lambda's own log lines. */
export const withFunctions = (usage: Usage, { functions, mappings, used }: Functions): Usage => {
  const all = structuredClone(usage)
  for (const { logicalId, arn, memoryMB, architecture, concurrency } of functions) {
    const { invocations = 0, cpuMs = 0, gbSeconds = 0 } = used[logicalId] ?? {}
    const caller = all[logicalId] ?? { calls: {}, billed: {} }
    all[logicalId] = caller
    const atOnce = mappings.find(({ functionArn }) => functionArn === arn)?.maximumConcurrency ?? concurrency
    caller.runs = { invocations, cpuMs, memoryMB, architecture, atOnce }
    addTo(caller.billed, {
      'lambda.requests': invocations,
      [`lambda.seconds.${architecture}`]: gbSeconds,
      'logs.written': (invocations * linesOfLambda) / GB,
    } as Quantities)
  }
  return all
}
