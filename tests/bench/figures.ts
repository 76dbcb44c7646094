import { styleText } from 'node:util'

/** The most that a figure may be, or the least and the most. */
export type Budget = number | readonly [least: number, most: number]

/** One measured figure, and the budget that it is held to, if it has one. */
export type Figure = { what: string; value: number; unit: string; budget?: Budget }

/** What a benchmark is given beside its listener. */
export type BenchmarkTools = {
  /** Prints one line of progress. */
  say: (line: string) => void
  /** How many times the usual number of readers: less than 1 to try a benchmark out. */
  scale: number
}

/** Measures one thing, and gives its figures as they come. */
export type Benchmark = (found: (figure: Figure) => void, tools: BenchmarkTools) => Promise<void>

/** A figure without a budget is there to be compared with; it is always held. */
export const isHeld = ({ value, budget }: Figure): boolean => {
  if (budget === undefined) return true
  const [least, most] = typeof budget === 'number' ? [Number.NEGATIVE_INFINITY, budget] : budget
  return least <= value && value <= most
}

/** A figure as `--json` prints it. */
export const resultOf = (figure: Figure) => {
  const { what, value, unit, budget = null } = figure
  return { measure: what, value, unit, budget, ok: isHeld(figure) }
}

/** One line a figure: what, figure, budget, held or not. */
export const lineOf = (figure: Figure): string => {
  const { what, value, unit, budget } = figure
  const verdict =
    budget === undefined ? '' : isHeld(figure) ? styleText('green', 'held') : styleText('red', 'NOT HELD')
  return [what.padEnd(66), `${rounded(value)} ${unit}`.padStart(14), limitOf(figure).padStart(14), verdict]
    .join('  ')
    .trimEnd()
}

const limitOf = ({ budget, unit }: Figure): string => {
  if (budget === undefined) return ''
  return typeof budget === 'number'
    ? `≤ ${rounded(budget)} ${unit}`
    : `${budget.map(rounded).join('–')} ${unit}`
}

const rounded = (value: number): string => String(Number(value.toPrecision(3)))

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2
}
