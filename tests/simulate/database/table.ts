import type { Item } from './attribute.ts'
import { validationException } from './errors.ts'

/** The names of a table's two key attributes, both strings. */
export type Schema = { partition: string; sort: string }

/** An item from a time on; undefined if it did not exist. */
type Version = { since: number; item: Item | undefined }
type Partition = { versions: Map<string, Version[]>; sorted: string[] | undefined }

/** A table's items with all their versions, so that a read can be stale. Items are never modified. */
export const createTable = ({ partition, sort }: Schema) => {
  const partitions = new Map<string, Partition>()

  const keyOf = (item: Item): { pk: string; sk: string } => {
    const pk = item[partition]?.S
    const sk = item[sort]?.S
    if (!pk || !sk) throw validationException('The provided key element does not match the schema')
    return { pk, sk }
  }
  const at = (versions: Version[] | undefined, time: number): Item | undefined => {
    for (let index = (versions?.length ?? 0) - 1; index >= 0; index -= 1)
      if (versions![index]!.since <= time) return versions![index]!.item
    return undefined
  }

  return {
    keyOf,
    /** @param time reads the state at that time; default: now */
    get: (key: Item, time = Infinity): Item | undefined => {
      const { pk, sk } = keyOf(key)
      return at(partitions.get(pk)?.versions.get(sk), time)
    },
    /** Writes an item, or removes it. */
    put: (key: Item, item: Item | undefined, since: number): void => {
      const { pk, sk } = keyOf(key)
      let found = partitions.get(pk)
      if (!found) {
        found = { versions: new Map(), sorted: undefined }
        partitions.set(pk, found)
      }
      const versions = found.versions.get(sk)
      if (versions) versions.push({ since, item })
      else {
        found.versions.set(sk, [{ since, item }])
        found.sorted = undefined
      }
    },
    /** A partition's items in order of sort key. */
    list: (pk: string, time = Infinity): { sk: string; item: Item }[] => {
      const found = partitions.get(pk)
      if (!found) return []
      found.sorted ??= [...found.versions.keys()].sort()
      return found.sorted.flatMap((sk) => {
        const item = at(found.versions.get(sk), time)
        return item ? [{ sk, item }] : []
      })
    },
    partitions: () => [...partitions.keys()],
  }
}
export type Table = ReturnType<typeof createTable>
