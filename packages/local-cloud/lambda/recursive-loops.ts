import { createHash, randomUUID } from 'node:crypto'
import { formOf } from '../gateway/parse-request.ts'
import type { Call, Request, Response } from '../types.ts'
import type { Message } from './pollers/sqs-event.ts'

/** How often a chain of messages may invoke a function before Lambda stops it. */
export const mostInAChain = 16
/** Number of chains and messages that are remembered; older ones start again. */
const mostKept = 100_000

/** How often each function was invoked in a chain of messages, by its ARN. */
type Chain = ReadonlyMap<string, number>

export type RecursiveLoops = ReturnType<typeof createRecursiveLoops>

/**
 * Lambda's detection of recursive loops: a function that puts messages into a queue which invokes it, also through a topic, is stopped after
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
    begin: (
      functionArn: string,
      messages: readonly Pick<Message, 'MessageId' | 'Body'>[],
    ): { trace: string; times: number } => {
      const chain = new Map<string, number>()
      const keys = messages.flatMap(({ MessageId, Body }) => [MessageId, ...publishedAs(Body)])
      for (const [arn, times] of keys.flatMap((key) => [...(byMessage.get(key) ?? [])]))
        chain.set(arn, Math.max(times, chain.get(arn) ?? 0))
      const times = (chain.get(functionArn) ?? 0) + 1
      chain.set(functionArn, times)
      const trace = `Root=${randomUUID()}`
      keep(byTrace, trace, chain)
      return { trace, times }
    },
    /** Records messages that were sent to a queue or a topic during an invocation. */
    sent: ({ service, action }: Call, request: Request, response: Response): void => {
      const isSent = service === 'sqs' && /^SendMessage(Batch)?$/.test(action)
      const isPublished = service === 'sns' && /^Publish(Batch)?$/.test(action)
      const chain = byTrace.get(String(request.headers['x-amzn-trace-id']))
      if (!chain || !(isSent || isPublished)) return
      const keys = isSent ? messageIdsIn(response) : publications(request, response)
      for (const key of keys) keep(byMessage, key, chain)
    },
  }
}

const keep = <Value>(map: Map<string, Value>, key: string, value: Value) => {
  map.set(key, value)
  if (map.size > mostKept) map.delete(map.keys().next().value!)
}

/** A topic's raw deliveries have no id of the publication, so their text stands for it. */
const rawKey = (text: string) => `raw ${createHash('sha256').update(text).digest('base64')}`

const publications = (request: Request, { body }: Response): string[] => {
  const texts = [...formOf(request)].flatMap(([name, text]) =>
    /(^|\.)Message$/.test(name) ? rawKey(text) : [],
  )
  const ids = [...String(body).matchAll(/<MessageId>(.*?)<\/MessageId>/g)].map((found) => found[1]!)
  return [...ids, ...texts]
}

/** The keys under which a message was published, if a topic delivered it. */
const publishedAs = (body: string): string[] => {
  const [, id] = /"MessageId"\s*:\s*"([^"]+)"/.exec(body) ?? []
  return [rawKey(body), ...(id ? [id] : [])]
}

const messageIdsIn = ({ body }: Response): string[] => {
  const { MessageId, Successful = [] } = JSON.parse(String(body)) as {
    MessageId?: string
    Successful?: { MessageId: string }[]
  }
  return [...(MessageId ? [MessageId] : []), ...Successful.map(({ MessageId }) => MessageId)]
}
