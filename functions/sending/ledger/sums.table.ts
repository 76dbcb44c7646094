import * as z from 'zod'
import { sumsKeys } from './keys.ts'
import type { Ledger } from './ledger.table.ts'
import type { SendId } from './send.ts'
import { noSums, type Place, Sums } from './sums.ts'

const Row = z.object({ sk: z.string(), version: z.unknown().optional(), sums: z.unknown().optional() })

/**
 * Stored sums. To replace them, pass the version that was read.
 * `unreadable`: another version of this service wrote them, or somebody edited the row; `sums` are then `noSums`.
 */
export type StoredSums = { place: Place; version: number; sums: Sums; unreadable?: Error }

/** Sums as rows store them, with reports under the name `fates`. */
const SumsInRow = Sums.omit({ reports: true })
  .extend({ fates: Sums.shape.reports })
  .transform(({ fates, ...sums }): Sums => ({ ...sums, reports: fates }))
const inRow = ({ reports, ...sums }: Sums) => ({ ...sums, fates: reports })

/** The version of a row whose version is missing or not a number. */
const noVersion = 0
const storedOf = (send: SendId, { sk, ...row }: z.infer<typeof Row>): StoredSums => {
  const [version, sums] = [z.number().safeParse(row.version), SumsInRow.safeParse(row.sums)]
  const stored = { place: sumsKeys.placeIn(sk), version: version.data ?? noVersion }
  const cause = version.error ?? sums.error
  if (sums.success && !cause) return { ...stored, sums: sums.data }
  const unreadable = new Error(`The ledger’s item ${sumsKeys.all(send).pk}/${sk} cannot be read`, { cause })
  return { ...stored, sums: noSums, unreadable }
}

const following = (known: number | undefined) => {
  if (known === undefined) return { condition: 'attribute_not_exists(version)', values: {} }
  if (known === noVersion)
    return { condition: 'NOT attribute_type(version, :number)', values: { ':number': 'N' } }
  return { condition: 'version = :version', values: { ':version': known } }
}

/**
 * The sums of each range of a send, or of a whole series. They are derived from other rows, so unreadable sums stop
 * nobody: whoever derives them next overwrites them.
 */
export const createSumsTable = (ledger: Ledger) => ({
  get: async (send: SendId, place: Place): Promise<StoredSums | undefined> => {
    const row = await ledger.get(Row, sumsKeys.of(send, place))
    return row && storedOf(send, row)
  },

  /** All sums of a send, in order: at most 256. */
  list: async (send: SendId): Promise<StoredSums[]> =>
    (await ledger.list(Row, sumsKeys.all(send))).map((row) => storedOf(send, row)),

  /**
   * Stores sums over the version that was read before they were derived.
   * @param known that version; undefined = there were no sums
   * @returns undefined when others were stored meanwhile, or when our answer was lost
   */
  put: async (
    send: SendId,
    place: Place,
    known: number | undefined,
    sums: Sums,
  ): Promise<StoredSums | undefined> => {
    const { condition, values } = following(known)
    const row = await ledger.update(Row, sumsKeys.of(send, place), {
      set: 'SET sums = :sums, version = :next',
      condition,
      values: { ...values, ':sums': inRow(sums), ':next': (known ?? noVersion) + 1 },
    })
    return row && storedOf(send, row)
  },
})
export type SumsTable = ReturnType<typeof createSumsTable>
