import { setTimeout as sleep } from 'node:timers/promises'
import { createChance } from '#local-cloud/host/seeded-random'
import type { Call, Request, Response } from '#local-cloud/types'
import type { Meddling } from './meddle-shared.ts'

/** Less than the database's client waits. */
const slowMs = [700, 4_500] as const

type Read = { call: Call; request: Request; name: string; proceed: () => Promise<Response> }

/**
 * What DynamoDB may do to reads: the answer comes when what it says is seconds old; a batch is answered in part
 * (Amazon DynamoDB API Reference, "BatchGetItem": UnprocessedKeys).
 */
export const createMeddleReads = ({ choice, met }: Meddling) => {
  const { is, between } = createChance(choice.seed)
  const { slowRead, slowStates, unprocessed } = choice.rates.database

  const inPart = ({ request }: Read, answer: Response): Response => {
    const asked = JSON.parse(request.body.toString()) as { RequestItems: Record<string, { Keys: object[] }> }
    const given = JSON.parse(answer.body.toString()) as { Responses: Record<string, Row[]> }
    const UnprocessedKeys: Record<string, { Keys: object[] }> = {}
    for (const [table, { Keys, ...how }] of Object.entries(asked.RequestItems)) {
      const left = Keys.slice(Math.ceil(Keys.length / 2))
      if (left.length === 0) continue
      const names = new Set(left.map((key) => JSON.stringify((key as Row).id)))
      UnprocessedKeys[table] = { ...how, Keys: left }
      given.Responses[table] = given.Responses[table]!.filter(({ id }) => !names.has(JSON.stringify(id)))
    }
    return { ...answer, body: JSON.stringify({ ...given, UnprocessedKeys }) }
  }

  return async (read: Read): Promise<Response> => {
    const { call, name, proceed } = read
    const isState = call.action === 'BatchGetItem'
    const answer = await proceed()
    if (answer.status !== 200) return answer
    const isSlow = ['GetItem', 'Query', 'BatchGetItem'].includes(call.action)
    if (isSlow && is(`${name} slow`, isState ? slowStates : slowRead)) {
      met.note(isState ? 'slow read of states' : 'slow read')
      await sleep(between(`${name} slow ms`, ...slowMs))
    }
    if (!isState || !is(`${name} in part`, unprocessed)) return answer
    met.note('unprocessed keys')
    return inPart(read, answer)
  }
}

type Row = { id: unknown }
