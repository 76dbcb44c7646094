import type { SuppressionCause } from '../states/suppression-cause.ts'
import { plainName } from './column-names.ts'
import type { Plan } from './reading-plan.ts'
import { readInstant } from './row-dates.ts'
import type { Values } from './row-values.ts'
import type { Everybody } from './services.ts'
import { type Standing, standingOf } from './status-words.ts'

/** How a reader is to stand here: as they stood elsewhere. */
export type As =
  | { status: 'active'; pausedUntil?: string }
  /** As a reader, and is to be asked whether they will be one here. */
  | { status: 'pending' }
  | { status: 'unsubscribed'; since?: string }
  | { status: 'suppressed'; cause: SuppressionCause; since?: string }

/** By weight. A word that is `unknown` may mean any of those before it. */
const weight = [
  ...([
    'active',
    'paused',
    'unconfirmed',
    'unknown',
    'unsubscribed',
    'admin',
    'bounce',
    'complaint',
  ] as const),
]
type Weighed = (typeof weight)[number]

const ofAll: Record<Everybody, Standing> = {
  unsubscribed: 'unsubscribed',
  bounced: 'bounce',
  complained: 'complaint',
  suppressed: 'admin',
}

/**
 * The weightiest of all that a row says, so that nobody who left or bounced is taken for a reader.
 * @param isTable a row has a cell for each column, so that a blank one is no yes
 * @returns undefined when all that it says may mean that they left, or not
 */
export const standingIn = (
  values: Values,
  everybody: Plan['everybody'],
  isTable: boolean,
): Standing | undefined => {
  const cells = (field: string) => values[field] ?? []
  /** What says yes, or when, or anything but no. */
  const said = (field: string) => cells(field).filter((cell) => !isNo(cell))
  const answers = (field: string) => cells(field).filter((cell) => isTable || cell !== '')
  const found = heaviest([
    'active',
    ...statusIn(cells('status'), isTable && cells('emailOn').length === 0),
    ...answers('emailOn').map((cell) => standingOf(cell) ?? 'unknown'),
    ...answers('confirmed').map((cell) => (isYesOrDate(cell) ? 'active' : 'unconfirmed')),
    ...said('pausedUntil').map((): Weighed => 'paused'),
    ...[...said('emailOff'), ...said('unsubscribedAt')].flatMap((cell) => atLeast('unsubscribed', cell)),
    ...said('bouncedAt').flatMap((cell) => atLeast('bounce', cell)),
    ...said('complainedAt').map((): Weighed => 'complaint'),
    ...(everybody ? [ofAll[everybody]] : []),
  ])
  if (found === 'unknown') return undefined
  if (found !== 'admin') return found
  const causes = cells('cause').map((cell) => standingOf(cell) ?? 'unknown')
  return (
    causes.find((cause) => cause === 'complaint') ?? causes.find((cause) => cause === 'bounce') ?? 'admin'
  )
}

/** @param isNeeded nothing else says yes: where all columns of a status are blank, nobody knows how the reader stands */
const statusIn = (cells: readonly string[], isNeeded: boolean): Weighed[] => {
  const said = cells.filter((cell) => cell !== '')
  if (said.length === 0) return isNeeded && cells.length > 0 ? ['unknown'] : []
  return said.map((cell) => standingOf(cell) ?? 'unknown')
}

const heaviest = (all: readonly Weighed[]): Weighed => weight.findLast((one) => all.includes(one))!

const atLeast = (least: Standing, cell: string): Weighed[] => [least, standingOf(cell) ?? least]

const no = new Set([
  ...[
    '',
    'no',
    'n',
    'false',
    'f',
    'off',
    'never',
    'none',
    'null',
    'nil',
    'na',
    '\\n',
    'nein',
    'non',
    '否',
    '不',
  ],
  ...['无', '無', 'いいえ', '아니요', 'لا', 'نه', 'خیر'],
])

/** Whether a cell says no, or nothing, also as databases write no date. */
const isNo = (cell: string): boolean => {
  const plain = plainName(cell)
  return no.has(plain) || /^0+$/.test(plain)
}

const isYesOrDate = (cell: string): boolean =>
  standingOf(cell) === 'active' || (readInstant(cell) !== undefined && !isNo(cell))

/** @param since when they left or were suppressed, if that is known */
export const asOf = (
  standing: Exclude<Standing, 'unconfirmed'>,
  { since, pausedUntil }: { since?: string | undefined; pausedUntil?: string | undefined },
): As => {
  const dated = since ? { since } : {}
  if (standing === 'active' || standing === 'paused')
    return { status: 'active', ...(pausedUntil && { pausedUntil }) }
  if (standing === 'unsubscribed') return { status: 'unsubscribed', ...dated }
  return { status: 'suppressed', cause: standing, ...dated }
}
