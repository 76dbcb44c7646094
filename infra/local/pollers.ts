import { setTimeout as wait } from 'node:timers/promises'
import { FunctionError } from './lambda/errors.ts'
import type { EventSourceMapping } from './pollers/mapping.ts'
import { deleteAll, receiveBatch, type Sqs } from './pollers/queue.ts'
import { doneAfter, type Message, sqsEvent } from './pollers/records.ts'
import type { Invoke, Problem, Service } from './types.ts'

export type { EventSourceMapping } from './pollers/mapping.ts'

type Options = {
  /** Read before every receive, so that live edits count: a mapping that is gone or disabled is not polled. */
  mappings: () => EventSourceMapping[]
  sqs: Sqs
  invoke: Invoke
  onProblem: (problem: Problem) => void
}

const defaultConcurrency = 4
const retryMilliseconds = 1000
const longestGoodbye = 5000

/**
 * Lambda's pollers: from SQS queues to functions, in batches, some at once.
 * A failed message stays in its queue until its visibility timeout is over.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
export const startPollers = (options: Options): Service & { inFlight(): number } => {
  const { mappings, sqs, invoke } = options
  const ending = new AbortController()
  const loops = new Map<string, Promise<void>>()
  const batches = new Map<string, Set<Promise<void>>>()
  const told = new Set<string>()
  let inFlight = 0

  const problem = (kind: Problem['kind'], where: string, what: string) => {
    if (ending.signal.aborted || told.has(where + what)) return
    told.add(where + what)
    options.onProblem({ at: Date.now(), kind, where, what })
  }
  const process = async (mapping: EventSourceMapping, messages: Message[]) => {
    inFlight += messages.length
    try {
      const answer = await invoke.now(mapping.functionArn, sqsEvent(mapping, messages))
      const { done, invalid } = mapping.reportBatchItemFailures
        ? doneAfter(messages, answer)
        : { done: messages }
      if (invalid) problem('error', mapping.logicalId, `the whole batch failed: ${invalid}`)
      await deleteAll(sqs, mapping, done)
    } catch (error) {
      // A function's own errors are told where it runs.
      if (!(error instanceof FunctionError)) problem('error', mapping.logicalId, messageOf(error))
    } finally {
      inFlight -= messages.length
    }
  }
  const pollOnce = async (mapping: EventSourceMapping) => {
    const running = batches.get(mapping.logicalId) ?? new Set()
    batches.set(mapping.logicalId, running)
    if (running.size >= (mapping.maximumConcurrency ?? defaultConcurrency))
      return void (await Promise.race(running))
    const messages = await receiveBatch(sqs, mapping)
    if (messages.length === 0) return
    const batch = process(mapping, messages).finally(() => running.delete(batch))
    running.add(batch)
  }
  const poll = async (logicalId: string) => {
    const current = () => mappings().find((one) => one.logicalId === logicalId && one.enabled)
    await checkQueue(sqs, current()!).catch((error) => problem('error', logicalId, messageOf(error)))
    for (let mapping = current(); mapping && !ending.signal.aborted; mapping = current())
      try {
        await pollOnce(mapping)
      } catch (error) {
        problem('error', logicalId, messageOf(error))
        await wait(retryMilliseconds, undefined, { signal: ending.signal }).catch(() => {})
      }
  }
  const startMissing = () => {
    for (const { logicalId, enabled } of mappings())
      if (enabled && !loops.has(logicalId))
        loops.set(
          logicalId,
          poll(logicalId).finally(() => loops.delete(logicalId)),
        )
  }
  startMissing()
  const supervisor = setInterval(startMissing, 250).unref()

  return {
    inFlight: () => inFlight,
    async end() {
      clearInterval(supervisor)
      ending.abort()
      const everything = Promise.all(loops.values()).then(() =>
        Promise.all([...batches.values()].flatMap((set) => [...set])),
      )
      const patience = new AbortController()
      await Promise.race([
        everything,
        wait(longestGoodbye, undefined, { signal: patience.signal }).catch(() => {}),
      ])
      patience.abort()
    },
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** What CreateEventSourceMapping refuses: "Queue visibility timeout … is less than Function timeout …". */
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
