import * as z from 'zod'
import { sumsKeys } from './keys.ts'
import type { Ledger } from './ledger.table.ts'
import type { SendId } from './send.ts'
import { noSums, type Place, Sums } from './sums.ts'

const Row = z.object({ sk: z.string(), version: z.unknown().optional(), sums: z.unknown().optional() })

/**
 * Sums as they stand: who puts others over them names the version that was read.
 * `unreadable`: another version of this service wrote them, or somebody by hand; `sums` are none then.
 */
export type StoredSums = { place: Place; version: number; sums: Sums; unreadable?: Error }

/** As rows have sums: what SES reported goes by the name of `fates`. */
const SumsInRow = Sums.omit({ reports: true })
  .extend({ fates: Sums.shape.reports })
  .transform(({ fates, ...sums }): Sums => ({ ...sums, reports: fates }))
const inRow = ({ reports, ...sums }: Sums) => ({ ...sums, fates: reports })

/** The version of a row that has none, or one that is no number. */
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
 * What each range of a send, or a whole series, has come to. Sums are derived from other rows, so those that cannot be
 * read stop nobody: whoever derives them next puts theirs over them.
 */
export const createSumsTable = (ledger: Ledger) => ({
  get: async (send: SendId, place: Place): Promise<StoredSums | undefined> => {
    const row = await ledger.get(Row, sumsKeys.of(send, place))
    return row && storedOf(send, row)
  },

  /** All that a send has, in order: 256 at most. */
  list: async (send: SendId): Promise<StoredSums[]> =>
    (await ledger.list(Row, sumsKeys.all(send))).map((row) => storedOf(send, row)),

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
