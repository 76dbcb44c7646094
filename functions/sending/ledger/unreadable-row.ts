import type { Key } from './keys.ts'

/** A row that this version cannot read. It stays as it is and stops only what asked for it. */
export class UnreadableRow extends Error {
  override name = 'UnreadableRow'
  /** `partition/sort key`. */
  readonly row: string

  constructor({ pk, sk }: Key, cause: unknown) {
    const row = `${pk}/${sk}`
    super(
      `The ledger’s item ${row} cannot be read: another version of this service wrote it, or somebody by hand`,
      { cause },
    )
    this.row = row
  }
}
