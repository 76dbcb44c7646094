import type { Engine } from './engine.ts'
import type { Pool } from './lambda.ts'
import { latency } from './latency.ts'
import type { Mishaps } from './mishaps.ts'
import type { Caller, Network } from './network.ts'

export type QueueOptions<Message> = {
  name: string
  pool: Pool<Message>
  visibilityMs: number
  /** The number of receives after which a message goes to the dead letters. */
  mostReceives: number
  /** The probability that a message is delivered twice. */
  repeated: number
  /** Called when a message was handled and deleted. */
  handled?: (message: Message) => void
}

type Waiting<Message> = { message: Message; receives: number }

/**
 * A standard SQS queue with its Lambda function: the order is not guaranteed, a message may be delivered twice, and one
 * whose handler failed or died is delivered again after its visibility timeout.
 */
export const createQueue = <Message>(
  engine: Engine,
  { network, mishaps }: { network: Network; mishaps: Mishaps },
  { name, pool, visibilityMs, mostReceives, repeated, handled }: QueueOptions<Message>,
) => {
  const { chance } = engine
  const visible: Waiting<Message>[] = []
  const dead: Message[] = []
  let hidden = 0
  let isPumping = false

  const put = (message: Message, delayMs = 0) => {
    hidden += 1
    const poll = mishaps.is(0.05) ? chance.between(1_000, 120_000) : latency(chance)
    const seen = () => {
      hidden -= 1
      visible.push({ message, receives: 0 })
      pump()
    }
    engine.at(engine.now() + delayMs + poll, `${name}: a message is seen`, seen, {
      sandbox: name,
      brings: message,
    })
  }

  const pump = () => {
    // Invocations that end inside this loop call it again.
    if (isPumping) return
    isPumping = true
    while (visible.length > 0 && pool.hasRoom()) {
      const [one] = visible.splice(chance.between(0, visible.length - 1), 1)
      receive(one!)
    }
    isPumping = false
  }

  const receive = (one: Waiting<Message>) => {
    one.receives += 1
    hidden += 1
    let isDone = false
    const isRepeated = mishaps.is(repeated)
    if (isRepeated) put(one.message, chance.pick([0, 0, chance.between(0, 30_000)]))
    const back = engine.after(visibilityMs, `${name}: a message is seen again`, () => {
      hidden -= 1
      if (isDone) return
      if (one.receives >= mostReceives) dead.push(one.message)
      else visible.push(one)
      pump()
    })
    pool.invoke(one.message, (how) => {
      if (how === 'answered') {
        isDone = true
        if (!back.cancelled) {
          back.cancelled = true
          hidden -= 1
        }
        handled?.(one.message)
      }
      // Another queue may have been waiting for the capacity.
      engine.after(0, `${name}: polls`, pump)
    })
  }

  return {
    name,
    put,
    /** The queue as production code sees it: when `send` resolves, the messages are in the queue. */
    sender: (caller: Caller) => ({
      send: async (messages: Message[], delaySeconds = 0): Promise<void> => {
        for (let start = 0; start < messages.length; start += 10) {
          const some = messages.slice(start, start + 10)
          await network.persist(caller, {
            what: `SQS ${name}`,
            args: some,
            isWrite: true,
            timeoutMs: 5_000,
            effect: () => {
              for (const message of some) put(message, delaySeconds * 1_000)
            },
          })
        }
      },
    }),
    dead,
    /** Puts dead letters back, as `redrive` does. */
    redrive: () => {
      for (const message of dead.splice(0)) put(message)
    },
    visible: () => visible.map(({ message }) => message),
    isEmpty: () => visible.length === 0 && hidden === 0,
  }
}
