import type { Problem, Resources, Service } from '../types.ts'
import { type QueueCounts, queueCounts } from './queue-counts.ts'

type Options = {
  resources: Resources
  sqsUrl: string
  /** Names of queues that a function consumes. */
  consumed: () => string[]
  onProblem: (problem: Problem) => void
  now: () => number
}

const everyMs = 500

/** Reports each message that ends in a queue without a consumer, where it waits for a person. `look` checks at once. */
export const watchDeadLetters = async (options: Options): Promise<Service & { look(): Promise<void> }> => {
  const { resources, sqsUrl, consumed, onProblem, now } = options
  const seen = new Map<string, number>()
  const take = (counts: QueueCounts[], tell: (queue: string, more: number) => void) => {
    for (const { name, approximateMessageCount: count } of counts) {
      const more = count - (seen.get(name) ?? 0)
      if (more > 0 && !consumed().includes(name)) tell(name, more)
      seen.set(name, count)
    }
  }
  const tell = (name: string, more: number) => {
    const queue = resources.ofType('AWS::SQS::Queue').find(({ attributes }) => attributes.QueueName === name)
    const where = queue?.logicalId ?? name
    const what = `${more} more ${more === 1 ? 'message waits' : 'messages wait'} in ${name}, which nothing consumes: find out why.`
    onProblem({ at: now(), kind: 'dead-letter', where, what })
  }
  // One check at a time; otherwise an older count could follow a newer one.
  let last = Promise.resolve()
  const look = () => {
    last = last.catch(() => undefined).then(async () => take(await queueCounts(sqsUrl), tell))
    return last
  }
  // Do not report messages left by an earlier run.
  take(await queueCounts(sqsUrl), () => undefined)
  const timer = setInterval(() => void look().catch(() => undefined), everyMs).unref()
  const end = async () => {
    clearInterval(timer)
    await last.catch(() => undefined)
  }
  return { look, end }
}
