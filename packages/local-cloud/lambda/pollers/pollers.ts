import { setTimeout as wait } from 'node:timers/promises'
import type { Invoke, Problem, Service } from '../../types.ts'
import { createRecursiveLoops, type RecursiveLoops } from '../recursive-loops.ts'
import type { EventSourceMapping } from './mapping.ts'
import type { Sqs } from './receive-batch.ts'
import { createBatches } from './run-batches.ts'

export type { EventSourceMapping } from './mapping.ts'

type Options = {
  /** Read before every receive, so that live edits take effect: a removed or disabled mapping is not polled. */
  mappings: () => EventSourceMapping[]
  sqs: Sqs
  invoke: Invoke
  /** Default: none of an earlier run. */
  recursiveLoops?: RecursiveLoops
  onProblem: (problem: Problem) => void
  /** Seconds that one receive waits for a message. Lambda waits 20 s; a shorter wait lets the cloud end quickly. */
  longPollSeconds?: number | undefined
}

const retryMilliseconds = 1000
const longestGoodbye = 5000

/**
 * Lambda's pollers: deliver messages from SQS queues to functions, in concurrent batches. A failed message stays in its
 * queue until its visibility timeout expires. `end` stops receiving and waits for running batches, at most five
 * seconds.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
export const startPollers = ({
  mappings,
  sqs,
  invoke,
  recursiveLoops = createRecursiveLoops(),
  onProblem,
  longPollSeconds = 1,
}: Options): Service & { inFlight(): number } => {
  const ending = new AbortController()
  const loops = new Map<string, Promise<void>>()
  const told = new Set<string>()

  const problem = (where: string, what: string) => {
    if (ending.signal.aborted || told.has(where + what)) return
    told.add(where + what)
    onProblem({ at: Date.now(), kind: 'error', where, what })
  }
  const batches = createBatches({ sqs, invoke, recursiveLoops, problem, longPollSeconds })
  const poll = async (logicalId: string) => {
    const current = () => mappings().find((one) => one.logicalId === logicalId && one.enabled)
    await checkQueue(sqs, current()!).catch((error: Error) => problem(logicalId, error.message))
    for (let mapping = current(); mapping && !ending.signal.aborted; mapping = current())
      try {
        await batches.next(mapping)
      } catch (error) {
        problem(logicalId, (error as Error).message)
        await wait(retryMilliseconds, undefined, { signal: ending.signal }).catch(() => {})
      }
  }
  const startMissing = () => {
    for (const { logicalId, enabled } of mappings()) {
      if (!enabled || loops.has(logicalId)) continue
      const loop = poll(logicalId).finally(() => loops.delete(logicalId))
      loops.set(logicalId, loop)
    }
  }
  startMissing()
  const supervisor = setInterval(startMissing, 250).unref()

  return {
    inFlight: batches.inFlight,
    async end() {
      clearInterval(supervisor)
      ending.abort()
      await atMost(longestGoodbye, Promise.all(loops.values()).then(batches.settled))
    },
  }
}

const atMost = async (milliseconds: number, work: Promise<unknown>) => {
  const patience = new AbortController()
  await Promise.race([work, wait(milliseconds, undefined, { signal: patience.signal }).catch(() => {})])
  patience.abort()
}

/** CreateEventSourceMapping refuses this: "Queue visibility timeout … is less than Function timeout …". */
const checkQueue = async (sqs: Sqs, mapping: EventSourceMapping) => {
  const { queueUrl, roleArn, functionTimeoutSeconds = 0 } = mapping
  const answer = await sqs(
    'GetQueueAttributes',
    { QueueUrl: queueUrl, AttributeNames: ['VisibilityTimeout'] },
    roleArn,
  )
  const visibility = Number(answer.Attributes?.VisibilityTimeout ?? 30)
  if (visibility >= functionTimeoutSeconds) return
  throw new Error(
    `the queue's visibility timeout (${visibility} s) is less than the function's timeout (${functionTimeoutSeconds} s): ` +
      'AWS refuses this mapping; raise VisibilityTimeout',
  )
}
