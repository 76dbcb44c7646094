import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { createLedger, type Ledger } from './ledger.table.ts'
import type { SendId } from './send.ts'
import { type Place, Sums } from './sums.ts'

const Row = z.object({ sk: z.string(), version: z.number(), sums: Sums })

/** Sums as they stand: who puts others over them names the version that was read. */
export type StoredSums = { place: Place; version: number; sums: Sums }

const prefix = 'sums#'
const keyOf = (send: SendId, place: Place) => ({
  pk: `send#${send}`,
  sk: `${prefix}${typeof place === 'number' ? String(place).padStart(3, '0') : place}`,
})
const placeOf = (sk: string): Place => {
  const place = sk.slice(prefix.length)
  return place === 'all' ? place : Number(place)
}
const storedOf = ({ sk, version, sums }: z.infer<typeof Row>): StoredSums => ({
  place: placeOf(sk),
  version,
  sums,
})

/** What each range of a send, or a whole series, has come to. */
export const createSumsTable = (
  client: DynamoDBClient,
  table: string,
  ledger: Ledger = createLedger(client, table),
) => ({
  get: async (send: SendId, place: Place): Promise<StoredSums | undefined> => {
    const row = await ledger.get(Row, keyOf(send, place))
    return row && storedOf(row)
  },

  /** All that a send has, in order: 256 at most. */
  list: async (send: SendId): Promise<StoredSums[]> =>
    (await ledger.list(Row, `send#${send}`, { prefix })).map(storedOf),

  /**
   * Puts sums over those of the version that was read before these were derived.
   * @param known the version that was read; undefined = there were none
   * @returns undefined when others were put meanwhile, or when the answer to this was lost
   */
  put: async (
    send: SendId,
    place: Place,
    known: number | undefined,
    sums: Sums,
  ): Promise<StoredSums | undefined> => {
    const row = await ledger.update(Row, keyOf(send, place), {
      set: 'SET sums = :sums, version = :next',
      condition: known === undefined ? 'attribute_not_exists(version)' : 'version = :version',
      values: {
        ':sums': sums,
        ':next': (known ?? 0) + 1,
        ...(known !== undefined && { ':version': known }),
      },
    })
    return row && storedOf(row)
  },
})
export type SumsTable = ReturnType<typeof createSumsTable>
