import { styleText } from 'node:util'

/** One measured figure, and the budget that it is held to, if it has one. */
export type Figure = { what: string; value: number; unit: string; budget?: number }

/** Measures one thing, and gives its figures as they come. */
export type Benchmark = (found: (figure: Figure) => void) => Promise<void>

/** A figure without a budget is there to be compared with; it is always held. */
export const isHeld = ({ value, budget }: Figure): boolean => budget === undefined || value <= budget

/** One line a figure: what, figure, budget, held or not. */
export const lineOf = (figure: Figure): string => {
  const { what, value, unit, budget } = figure
  const limit = budget === undefined ? '' : `≤ ${rounded(budget)} ${unit}`
  const verdict =
    budget === undefined ? '' : isHeld(figure) ? styleText('green', 'held') : styleText('red', 'NOT HELD')
  return [what.padEnd(62), `${rounded(value)} ${unit}`.padStart(14), limit.padStart(14), verdict]
    .join('  ')
    .trimEnd()
}

const rounded = (value: number): string => String(Number(value.toPrecision(3)))

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2
}
