import { didYouMean } from '../../publication/did-you-mean.ts'
import type { Publication } from '../../publication/publication.ts'
import { inputName } from '../states/custom-fields.ts'
import {
  type Columns,
  columnFields,
  columnNames,
  type Mapping,
  mayTellWhoLeft,
  nameOfReader,
  plainName,
  severalColumns,
} from './column-names.ts'
import { Refusal } from './refusal.ts'
import { serviceOf } from './services.ts'

/** What readers are imported into. */
export type Offer = Pick<Publication, 'languages' | 'topics' | 'fields' | 'greeting'>

/** The names by which a column is taken for a field, by field: its own, and those of the publication's fields. */
export const namesOfFields = ({ fields, greeting }: Offer): [field: string, names: readonly string[]][] => [
  ...Object.entries(columnNames),
  ...fields.map((field): [string, string[]] => [
    inputName(field),
    [
      ...[inputName(field), `fields.${field.id}`, field.id, ...Object.values(field.names)].map(plainName),
      ...(greeting?.field === field.id ? nameOfReader : []),
    ],
  ]),
]

/**
 * Finds the columns of a table by their names, and by what somebody said of them.
 * @param header the columns' names
 * @returns undefined when no column holds addresses
 * @throws Refusal when something was said of a column that is not there, when one that counts is there twice, or when one
 * that may say who left would not be read
 */
export const findColumns = (header: readonly string[], offer: Offer, said: Mapping): Columns | undefined => {
  const spoken = columnsSaid(header, offer, said)
  if (!spoken) return undefined
  const columns: Columns = {}
  const taken = new Set(spoken.keys())
  for (const [at, field] of spoken) if (field !== '-') add(columns, header, field, at)
  const plain = header.map(plainName)
  const holds = serviceOf(header)?.holds ?? {}
  for (const [field, names] of namesOfFields(offer)) {
    const isSeveral = severalColumns.includes(field)
    if (!isSeveral && Object.hasOwn(columns, field)) continue
    const all = [...names, ...Object.keys(holds).filter((name) => holds[name] === field)]
    const found = all.map((name) =>
      plain.flatMap((other, at) => (other === name && !taken.has(at) ? [at] : [])),
    )
    for (const at of isSeveral ? found.flat() : (found.find((places) => places.length > 0) ?? [])) {
      add(columns, header, field, at)
      taken.add(at)
    }
  }
  if (!Object.hasOwn(columns, 'address')) return undefined
  refuseUnread(
    header.filter((name, at) => !taken.has(at) && mayTellWhoLeft(name)),
    'By its name',
  )
  return columns
}

/**
 * @param why `By its name`, or what else makes one think so
 * @throws Refusal when any of these columns is there
 */
export const refuseUnread = (names: readonly string[], why: string): void => {
  if (names.length === 0) return
  const [one, ...more] = names.slice(0, 10).map((name) => `“${name.trim().slice(0, 60)}”`)
  throw new Refusal(
    `${why} ${[one, ...more].join(' and ')} may say who left, and it is not read: map it to what it holds (status, emailOn, emailOff, unsubscribedAt, bouncedAt, complainedAt), or to “-” if it says nothing of that`,
  )
}

/** What was said of each column, by its number from 0; undefined when one is not there. */
const columnsSaid = (
  header: readonly string[],
  offer: Offer,
  said: Mapping,
): Map<number, string> | undefined => {
  const spoken = new Map<number, string>()
  for (const [column, field] of Object.entries(said)) {
    const at = columnNamed(header, column)
    if (at === undefined) return undefined
    spoken.set(at, field === '-' ? field : fieldNamed(field, offer))
  }
  return spoken
}

const add = (columns: Columns, header: readonly string[], field: string, at: number): void => {
  const [before] = columns[field] ?? []
  if (before !== undefined && !severalColumns.includes(field)) throw twice(header, field, before, at)
  columns[field] = [...(columns[field] ?? []), at]
}

const columnNamed = (header: readonly string[], column: string): number | undefined => {
  const [at, again] = header.flatMap((name, place) => (plainName(name) === plainName(column) ? [place] : []))
  if (at !== undefined && again !== undefined) throw twice(header, undefined, at, again)
  if (at !== undefined) return at
  const number = /^[1-9]\d{0,3}$/.test(column) ? Number(column) - 1 : -1
  return number >= 0 && number < header.length ? number : undefined
}

const twice = (header: readonly string[], field: string | undefined, at: number, again: number) =>
  plainName(header[at]!) === plainName(header[again]!)
    ? new Refusal(
        `There are two columns “${header[at]!.trim()}”, ${at + 1} and ${again + 1}: rename one, or map both by number, the one that does not count to “-”`,
      )
    : new Refusal(
        `Columns ${at + 1} and ${again + 1} are both mapped to “${field}”, of which one can count: map the other to “-”`,
      )

/** @throws Refusal when there is no such field */
export const fieldNamed = (field: string, offer: Offer): string => {
  const own = offer.fields.map(inputName)
  const known = [...columnFields, ...own]
  const found = [field, `field-${field}`].find((one) => known.includes(one))
  if (found !== undefined) return found
  throw new Refusal(
    `There is no field “${field}” to map a column to${didYouMean(field, known)}. Fields: ${known.join(', ')}, or - for none`,
  )
}
