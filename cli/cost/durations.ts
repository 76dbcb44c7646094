import type { CallerUsage, FunctionRuns, Usage } from '#local-cloud/bill/usage'
import { assumed } from './assumptions.ts'
import { mostInLine, pace } from './pace.ts'

const sesCalls = /^SES\.Send(Raw)?Email$/
/** What Lambda's pollers do under a function's role does not count as its time. */
const pollerCalls = /^SQS\.(ReceiveMessage|DeleteMessageBatch|GetQueueAttributes)$/

/**
 * How long a function would have run on AWS, in seconds, for what it did here: its processor time at the share of a
 * processor that its memory brings, and its waits. Who sends many messages in one run makes each call at its time, so
 * that as many are under way as the rate and SES's latency make, and waits in line for the rate with the others.
 * @param rate messages a second that the account may send
 */
export const secondsOnAws = ({ calls, runs }: CallerUsage & { runs: FunctionRuns }, rate: number): number => {
  const count = (wanted: (name: string) => boolean) =>
    Object.entries(calls).reduce((sum, [name, times]) => sum + (wanted(name) ? times : 0), 0)
  const sends = count((name) => sesCalls.test(name))
  const others = count((name) => !sesCalls.test(name) && !pollerCalls.test(name))
  const sendsARun = sends / Math.max(1, runs.invocations)
  const isPaced = sendsARun > 1
  const perSecond = rate * pace.share

  const processorMs = runs.cpuMs * Math.max(1, assumed.processorMB / runs.memoryMB)
  const answersMs = (isPaced ? runs.invocations : sends) * assumed.sesLatencyMs
  const inLine = Math.min(runs.atOnce ?? 1, mostInLine(perSecond))
  const pacedMs = isPaced ? (sends * inLine * 1_000) / perSecond : 0
  return (Math.max(processorMs + others * assumed.callMs, pacedMs) + answersMs) / 1_000
}

/** The same usage with Lambda's seconds as AWS would have them, and without the empty receives of local polling. */
export const asOnAws = (usage: Usage, rate: number): Usage =>
  Object.fromEntries(
    Object.entries(usage).map(([caller, it]) => {
      const { 'sqs.empty': _, ...billed } = it.billed
      if (!it.runs) return [caller, { ...it, billed }]
      const { memoryMB, architecture } = it.runs
      const gbSeconds = (secondsOnAws({ ...it, runs: it.runs }, rate) * memoryMB) / 1_024
      return [caller, { ...it, billed: { ...billed, [`lambda.seconds.${architecture}`]: gbSeconds } }]
    }),
  )
