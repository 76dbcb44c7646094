import type { Engine } from './engine.ts'
import type { Pool } from './lambda.ts'
import { latency, type Mishaps } from './mishaps.ts'
import type { Caller, Network } from './network.ts'

export type QueueOptions<Message> = {
  name: string
  pool: Pool<Message>
  visibilityMs: number
  /** After so many receives a message is dead. */
  mostReceives: number
  /** How likely a message comes twice. */
  repeated: number
  /** A message was handled and taken out. */
  handled?: (message: Message) => void
}

type Waiting<Message> = { message: Message; receives: number }

/**
 * A standard queue of SQS with its Lambda: no order is promised, a message may come twice, and one whose handler failed
 * or died comes again after its visibility time-out.
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
    // Who ends and asks for more does so inside of this.
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
      // Another may have waited for the room.
      engine.after(0, `${name}: polls`, pump)
    })
  }

  return {
    name,
    put,
    /** What production code has of it: its messages are in when it resolves. */
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
    /** Puts what is dead back, as `redrive` does. */
    redrive: () => {
      for (const message of dead.splice(0)) put(message)
    },
    visible: () => visible.map(({ message }) => message),
    isEmpty: () => visible.length === 0 && hidden === 0,
  }
}
