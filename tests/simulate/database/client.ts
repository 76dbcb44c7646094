import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Engine } from '../engine/engine.ts'
import type { Mishaps } from '../engine/mishaps.ts'
import type { Caller, Network } from '../engine/network.ts'
import type { MemoryDatabase, Unkindness } from './memory-database.ts'

/**
 * Tells the service the database's time: the `Date` of a response (Unix ms, in whole seconds), and when the call was
 * made.
 */
export type Heard = (date: number, askedAt: { wall: number; monotonic: number }) => void

export type ClientDeps = {
  engine: Engine
  network: Network
  mishaps: Mishaps
  database: MemoryDatabase
  /**
   * Called just before a call takes effect.
   * @param sandbox the name of the caller's
   */
  takesEffect?: (sandbox: string) => void
}

type Command = { input: object; constructor: { name: string } }

/** A sandbox's database client, with the parts of the SDK's that the tables use. */
export const createClient = (
  { engine, network, mishaps, database, takesEffect }: ClientDeps,
  caller: Caller,
  heard?: Heard,
): DynamoDBClient => {
  const { clocks } = caller.sandbox
  const send = async (command: Command): Promise<object> => {
    const name = command.constructor.name
    const isWrite = !/^(Get|BatchGet|Query|Describe)/.test(name)
    const askedAt = heard && { wall: clocks.wall(), monotonic: clocks.monotonic() }
    const { answer, date } = await network.persist(caller, {
      what: name,
      args: command.input,
      isWrite,
      timeoutMs: 5_000,
      effect: () => {
        takesEffect?.(caller.sandbox.name)
        return {
          answer: database.execute(command, isWrite ? {} : unkind()),
          date: Math.floor(engine.now() / 1_000) * 1_000,
        }
      },
    })
    if (heard) heard(date, askedAt!)
    return answer
  }
  const unkind = (): Unkindness => ({
    ...(mishaps.is(0.3) && { asOf: engine.now() - engine.chance.pick([5, 200, 2_000]) }),
    ...(mishaps.is(0.05) && { processed: engine.chance.between(1, 2) }),
  })
  return { send } as unknown as DynamoDBClient
}
