import { styleText } from 'node:util'

/** The most that a figure may be, or the least and the most; `Infinity` where there is no most. */
export type Budget = number | readonly [least: number, most: number]

/** One measured figure, and the budget that it is held to, if it has one. */
export type Figure = {
  what: string
  value: number
  unit: string
  budget?: Budget
  /** The least and the most of the runs of which `value` is the median. */
  spread?: readonly [least: number, most: number]
  /** What an improvement makes of it; default: less. */
  better?: 'more'
}

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
  const { what, value, unit, budget = null, spread = null, better = 'less' } = figure
  return { measure: what, value, unit, budget: limitsOf(budget), spread, better, ok: isHeld(figure) }
}
export type Result = ReturnType<typeof resultOf>

/** JSON has no infinity. */
const limitsOf = (budget: Budget | null) =>
  budget === null || typeof budget === 'number'
    ? budget
    : budget.map((limit) => (Number.isFinite(limit) ? limit : null))

/** One line a figure: what, figure, budget, held or not. */
export const lineOf = (figure: Figure): string => {
  const { what, value, unit, budget, spread } = figure
  const verdict =
    budget === undefined ? '' : isHeld(figure) ? styleText('green', 'held') : styleText('red', 'NOT HELD')
  const measured = `${rounded(value)} ${unit}`.trimEnd().padStart(14)
  const runs = spread ? `(${spread.map(rounded).join('–')})` : ''
  return [what.padEnd(66), measured, runs.padEnd(15), limitOf(figure).padStart(16), verdict]
    .join('  ')
    .trimEnd()
}

const limitOf = ({ budget, unit }: Figure): string => {
  if (budget === undefined) return ''
  if (typeof budget === 'number') return `≤ ${rounded(budget)} ${unit}`
  const [least, most] = budget
  return most === Number.POSITIVE_INFINITY
    ? `≥ ${rounded(least)} ${unit}`
    : `${budget.map(rounded).join('–')} ${unit}`
}

export const rounded = (value: number): string => String(Number(value.toPrecision(3)))

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2
}

/** The median of some runs, with the least and the most of them. */
export const settled = (values: readonly number[]): Required<Pick<Figure, 'value' | 'spread'>> => ({
  value: median(values),
  spread: [Math.min(...values), Math.max(...values)],
})
