import { plainName } from './column-names.ts'
import { findColumns, namesOfFields } from './find-columns.ts'
import { mostColumns } from './import-limits.ts'
import type { Found, TableToInspect } from './inspect-csv.ts'
import { noAddresses } from './no-addresses.ts'
import { isBlankLine, objectIn, valuesOf } from './read-json-lines.ts'
import { Refusal } from './refusal.ts'

/**
 * Finds what the keys of JSON Lines hold. A key may come up in any line, so all names that are known count from the start,
 * those that the first lines have before others.
 * @param text the file's beginning
 * @throws Refusal when no key holds addresses
 */
export const inspectJsonLines = (
  text: string,
  { offer, mapping, encoding, start: from }: TableToInspect,
): Found => {
  if (encoding !== 'utf-8')
    throw new Refusal(`JSON Lines are UTF-8 (RFC 8259 §8.1), and this is ${encoding}: save it as UTF-8`)
  const lines = text
    .split('\n')
    .filter((line) => !isBlankLine(line))
    .slice(0, 100)
  if (typeof objectIn(lines[0]) !== 'object')
    throw new Refusal(
      'The first line is no JSON object: write JSON Lines, one object a line (jq -c . FILE; of one list: jq -c ".[]" FILE)',
    )
  const found = new Set<string>()
  for (const line of lines) {
    const object = objectIn(line)
    if (object && object !== 'blank') for (const key of valuesOf(object)?.keys() ?? []) found.add(key)
  }
  const seen = [...found].slice(0, mostColumns)
  const columns = findColumns(seen, offer, mapping)
  if (!columns) throw noAddresses(seen, mapping)
  const keys = seen.map(plainName)
  const known = new Set(keys)
  for (const [field, names] of namesOfFields(offer))
    for (const name of names) {
      if (known.has(name)) continue
      known.add(name)
      columns[field] = [...(columns[field] ?? []), keys.length]
      keys.push(name)
    }
  const shape = { format: 'jsonl' as const, encoding, delimiter: ',', keys }
  return { shape, header: seen, width: 0, columns, from }
}
