import { randomUUID } from 'node:crypto'
import type { Call, Request, Response } from '../types.ts'

/** How often a chain of messages may invoke a function before Lambda stops it. */
export const mostInAChain = 16
/** Number of chains and messages that are remembered; older ones start again. */
const mostKept = 100_000

/** How often each function was invoked in a chain of messages, by its ARN. */
type Chain = ReadonlyMap<string, number>

export type RecursiveLoops = ReturnType<typeof createRecursiveLoops>

/**
 * Lambda's detection of recursive loops: a function that puts messages into a queue which invokes it is stopped after
 * about 16 invocations in one chain, unless its RecursiveLoop is `Allow`. A chain is followed by the trace header: the
 * runtime has it in `_X_AMZN_TRACE_ID`, the AWS SDK sends it along, SQS keeps it with the message.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
export const createRecursiveLoops = () => {
  const byTrace = new Map<string, Chain>()
  const byMessage = new Map<string, Chain>()
  return {
    /**
     * Starts an invocation by messages.
     * @returns its trace header, and how often its chain has invoked the function so far
     */
    begin: (functionArn: string, messageIds: readonly string[]): { trace: string; times: number } => {
      const chain = new Map<string, number>()
      for (const [arn, times] of messageIds.flatMap((id) => [...(byMessage.get(id) ?? [])]))
        chain.set(arn, Math.max(times, chain.get(arn) ?? 0))
      const times = (chain.get(functionArn) ?? 0) + 1
      chain.set(functionArn, times)
      const trace = `Root=${randomUUID()}`
      keep(byTrace, trace, chain)
      return { trace, times }
    },
    /** Records messages that were sent during an invocation. */
    sent: ({ service, action }: Call, request: Request, response: Response): void => {
      if (service !== 'sqs' || !/^SendMessage(Batch)?$/.test(action)) return
      const chain = byTrace.get(String(request.headers['x-amzn-trace-id']))
      if (!chain) return
      for (const id of messageIdsIn(response)) keep(byMessage, id, chain)
    },
  }
}

const keep = <Value>(map: Map<string, Value>, key: string, value: Value) => {
  map.set(key, value)
  if (map.size > mostKept) map.delete(map.keys().next().value!)
}

const messageIdsIn = ({ body }: Response): string[] => {
  const { MessageId, Successful = [] } = JSON.parse(String(body)) as {
    MessageId?: string
    Successful?: { MessageId: string }[]
  }
  return [...(MessageId ? [MessageId] : []), ...Successful.map(({ MessageId }) => MessageId)]
}
