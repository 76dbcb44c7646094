import { createChance } from '#local-cloud/host/seeded-random'
import type { Request, Response } from '#local-cloud/types'
import { createCounter, type Meddling } from './meddle-shared.ts'

type Message = { MessageId: string; ReceiptHandle: string; Body: string }
type Sqs = (action: string, body: object) => Promise<unknown>

/** Queues by their URLs, and the way to call SQS; known once the cloud is there. */
export type Queues = { sqs: Sqs; feedback: string }

/**
 * What a standard queue may do to what it holds: give a message twice, later, or in another order (Amazon SQS
 * Developer Guide, "Standard queues"); and, worse than SQS, lose an event of SES on its way.
 * A message meets this once, when it is first received.
 */
export const createMeddleQueue = ({ choice, log, met }: Meddling) => {
  const chance = createChance(choice.seed)
  const nth = createCounter()
  const seen = new Set<string>()
  let queues: Queues | undefined
  let lostEvents = 0

  /** @returns whether the message is still given to who asked for it now */
  const meet = async (url: string, message: Message): Promise<boolean> => {
    if (seen.has(message.MessageId) || !queues) return true
    seen.add(message.MessageId)
    const { rates } = choice
    const queue = url.split('/').at(-1)!
    const name = `${queue} ${nth(queue)}`
    const { ReceiptHandle } = message
    const seeAgainAfter = (VisibilityTimeout: number) =>
      queues!.sqs('ChangeMessageVisibility', { QueueUrl: url, ReceiptHandle, VisibilityTimeout })
    const isEvent = url === queues.feedback
    if (isEvent && chance.is(`${name} lost`, rates.queue.eventLost)) {
      lostEvents += 1
      met.note('an event of SES is lost')
      log.say(`lost: the event of ${/subscriber\W+([0-9a-f]{32})/.exec(message.Body)?.[1]}`)
      await queues.sqs('DeleteMessage', { QueueUrl: url, ReceiptHandle })
      return false
    }
    if (chance.is(`${name} later`, rates.queue.later)) {
      met.note('a message comes later')
      const seconds = chance.between(`${name} seconds`, 1, 200)
      if (!isEvent) log.say(`later by ${seconds} s: ${message.Body}`)
      await seeAgainAfter(seconds)
      return false
    }
    if (chance.is(`${name} twice`, rates.queue.twice)) {
      met.note('a message comes twice')
      if (!isEvent) log.say(`twice: ${message.Body}`)
      // Not 0, at which fauxqs 2.4 loses the message.
      await seeAgainAfter(1)
    }
    return true
  }

  const receive = async (request: Request, proceed: () => Promise<Response>): Promise<Response> => {
    const answer = await proceed()
    if (answer.status !== 200) return answer
    const { QueueUrl } = JSON.parse(request.body.toString()) as { QueueUrl: string }
    const { Messages = [] } = JSON.parse(answer.body.toString()) as { Messages?: Message[] }
    const kept: Message[] = []
    for (const message of Messages) if (await meet(QueueUrl, message)) kept.push(message)
    return { ...answer, body: JSON.stringify(kept.length > 0 ? { Messages: kept.reverse() } : {}) }
  }
  return {
    receive,
    lostEvents: () => lostEvents,
    /** Makes the queues known, once they are there. */
    know: (known: Queues) => {
      queues = known
    },
  }
}
