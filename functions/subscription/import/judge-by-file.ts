import { readAddress } from '../states/address.ts'
import type { Choice } from '../states/choice.ts'
import { plainName } from './column-names.ts'
import { isDisposable } from './disposable-address.ts'
import type { Offer } from './find-columns.ts'
import type { Plan } from './reading-plan.ts'
import { Refusal } from './refusal.ts'
import { isRole } from './role-address.ts'
import { createChoiceReader, type Note } from './row-choice.ts'
import { datesIn, usualOrder } from './row-dates.ts'
import { firstValue, valuesIn } from './row-values.ts'
import type { Row } from './rows.ts'
import { type As, asOf, standingIn } from './status-elsewhere.ts'

/** Why a row is not imported, as far as the file itself tells. */
export const fileReasons = [
  'unreadable',
  'too-long',
  'not-json',
  'wrong-encoding',
  'rows-in-a-cell',
  'ragged',
  'header-again',
  'no-address',
  'bad-address',
  'role-address',
  'disposable',
  'unconfirmed',
  'unknown-status',
  'paused',
  'duplicate',
] as const
export type FileReason = (typeof fileReasons)[number]

/** A reader of a file. Times are ISO 8601 in UTC, and those of elsewhere. */
export type ImportedReader = {
  row: number
  address: string
  as: As
  choice: Choice
  subscribedAt?: string
  confirmedAt?: string
}

export type Judged =
  | { outcome: 'blank' }
  | { outcome: 'passed-over'; row: number; reason: FileReason }
  | { outcome: 'taken'; reader: ImportedReader; notes: Note[] }

export type JudgeOptions = {
  offer: Offer
  plan: Pick<Plan, 'columns' | 'width' | 'addressName' | 'names' | 'everybody' | 'dateOrder'>
  /** Of readers whose row says none; one of the publication's. */
  language: string
  /** Take addresses of a role, such as `info@`, too. */
  roles?: boolean
  /** Who was a reader there is to be asked first. */
  ask?: boolean | undefined
}

/**
 * Judges rows one by one, by the file alone.
 * @returns a function that never finds a duplicate: that takes knowledge of the other rows; it throws a Refusal where
 *   another table begins
 */
export const createJudge = (options: JudgeOptions) => {
  const { plan, roles = false, ask = false } = options
  const { columns, width } = plan
  const addressName = plainName(plan.addressName)
  const last = Math.max(...Object.values(columns).flat())
  const choiceOf = createChoiceReader(options)
  const datesRead = {
    order: plan.dateOrder ?? usualOrder(options.language),
    isSure: plan.dateOrder !== undefined,
  }
  return ({ number: row, cells, why }: Row): Judged => {
    const passOver = (reason: FileReason): Judged => ({ outcome: 'passed-over', row, reason })
    if (!cells) return passOver(why)
    if (cells.every((cell) => cell?.trim() === '')) return { outcome: 'blank' }
    if (cells.some((cell) => holdsRows(cell))) return passOver('rows-in-a-cell')
    if (cells.length <= last || (width > 0 && cells.slice(width).some(Boolean))) return passOver('ragged')
    const values = valuesIn(cells, columns, width > 0)
    if (!values) return passOver('wrong-encoding')
    const typed = firstValue(values, 'address')
    if (typed === '') return passOver('no-address')
    if (plainName(typed) === addressName) {
      refuseOtherNames(row, cells, plan.names)
      return passOver('header-again')
    }
    const read = readAddress(typed)
    if (read.outcome === 'refused') return passOver('bad-address')
    const standing = standingIn(values, plan.everybody, width > 0)
    if (!standing) return passOver('unknown-status')
    if (standing === 'unconfirmed') return passOver('unconfirmed')
    if (!roles && ['active', 'paused'].includes(standing) && isRole(read.address))
      return passOver('role-address')
    if (['active', 'paused'].includes(standing) && isDisposable(read.address)) return passOver('disposable')
    const { dates, isWrong, isUnclear } = datesIn(values, datesRead)
    const { subscribedAt, confirmedAt, pausedUntil } = dates
    // Who wants no mail for now is not asked by one.
    if (standing === 'paused' && (ask || !pausedUntil)) return passOver('paused')
    const { choice, notes } = choiceOf(values)
    const reader: ImportedReader = {
      row,
      address: read.address,
      as: ask && standing === 'active' ? { status: 'pending' } : asOf(standing, dates),
      choice,
      ...(subscribedAt && { subscribedAt }),
      ...(confirmedAt && { confirmedAt }),
    }
    const all: Note[] = [
      ...notes,
      ...(isWrong ? ['date' as const] : []),
      ...(isUnclear ? ['date-order' as const] : []),
    ]
    return { outcome: 'taken', reader, notes: all }
  }
}

/** @throws Refusal where another table begins, whose columns hold something else */
const refuseOtherNames = (row: number, cells: NonNullable<Row['cells']>, names: readonly string[]): void => {
  if (names.every((name, at) => plainName(cells[at] ?? '') === name)) return
  throw new Refusal(
    `Row ${row} begins a table of other columns: cut the file there, and import each part by itself`,
  )
}

/**
 * Whether a cell has lines that look like rows: where a quotation mark too many meets a later one, rows become one cell,
 * and the row that they vanish in would be judged by what another of them says.
 */
const holdsRows = (cell = ''): boolean =>
  /[\r\n]/.test(cell) &&
  cell
    .split(/[\r\n]+/)
    .slice(1)
    .some((line) => {
      const pieces = line.split(/[,;\t|]/)
      return pieces.length > 1 && addressIn(pieces)
    })

const addressIn = (pieces: readonly string[]): boolean =>
  pieces.some((one) => one.includes('@') && readAddress(one.replaceAll('"', '')).outcome === 'read')
