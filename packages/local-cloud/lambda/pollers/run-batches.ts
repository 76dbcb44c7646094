import type { Invoke } from '../../types.ts'
import { FunctionError } from '../errors.ts'
import { mostSyncBytes } from '../function.ts'
import { mostInAChain, type RecursiveLoops } from '../recursive-loops.ts'
import type { EventSourceMapping } from './mapping.ts'
import { doneAfter } from './partial-failures.ts'
import { deleteAll, receiveBatch, type Sqs } from './receive-batch.ts'
import { type Message, sqsEvent } from './sqs-event.ts'

type Options = {
  sqs: Sqs
  invoke: Invoke
  recursiveLoops: RecursiveLoops
  problem: (where: string, what: string) => void
  longPollSeconds: number
}

const defaultConcurrency = 4

const stopped = `Lambda stops the function: messages that it sent have invoked it ${mostInAChain} times in a row. If that is meant, set its RecursiveLoop to Allow.`

/** Messages in as many events as Lambda's payload limit asks for. */
const withinPayload = (mapping: EventSourceMapping, messages: Message[]): Message[][] => {
  const parts: Message[][] = []
  let left = 0
  for (const message of messages) {
    const bytes = Buffer.byteLength(JSON.stringify(sqsEvent(mapping, [message])))
    if (bytes > left) {
      parts.push([])
      left = mostSyncBytes
    }
    left -= bytes
    parts.at(-1)!.push(message)
  }
  return parts
}

/** Moves batches from queues to functions, as many at once as a mapping allows. */
export const createBatches = ({ sqs, invoke, recursiveLoops, problem, longPollSeconds }: Options) => {
  const running = new Map<string, Set<Promise<void>>>()
  let inFlight = 0

  const carry = async (mapping: EventSourceMapping, messages: Message[]) => {
    inFlight += messages.length
    try {
      const { functionArn, allowsLoops } = mapping
      const { trace, times } = recursiveLoops.begin(functionArn, messages)
      if (times > mostInAChain && !allowsLoops) return problem(mapping.logicalId, stopped)
      const answer = await invoke.now(functionArn, sqsEvent(mapping, messages), trace)
      const { done, invalid } = mapping.reportBatchItemFailures
        ? doneAfter(messages, answer)
        : { done: messages }
      if (invalid) problem(mapping.logicalId, `the whole batch failed: ${invalid}`)
      await deleteAll(sqs, mapping, done)
    } catch (error) {
      // A function's own errors are reported by Lambda.
      if (!(error instanceof FunctionError)) problem(mapping.logicalId, (error as Error).message)
    } finally {
      inFlight -= messages.length
    }
  }

  return {
    /** Waits for a free slot, then receives one batch and starts it. @throws if the queue cannot be read */
    async next(mapping: EventSourceMapping) {
      const own = running.get(mapping.logicalId) ?? new Set()
      running.set(mapping.logicalId, own)
      if (own.size >= (mapping.maximumConcurrency ?? defaultConcurrency))
        return void (await Promise.race(own))
      const messages = await receiveBatch(sqs, mapping, longPollSeconds)
      if (messages.length === 0) return
      for (const part of withinPayload(mapping, messages)) {
        const batch = carry(mapping, part).finally(() => own.delete(batch))
        own.add(batch)
      }
    },
    inFlight: () => inFlight,
    settled: () => Promise.all([...running.values()].flatMap((batches) => [...batches])),
  }
}
