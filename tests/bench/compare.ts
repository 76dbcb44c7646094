import { styleText } from 'node:util'
import { type Result, rounded, settled } from './figures.ts'

/** Whether a figure is better or worse than before by more than the runs of one revision differ among themselves. */
export type Verdict = 'better' | 'same' | 'worse'

export type Compared = {
  measure: string
  unit: string
  before: Side
  after: Side
  verdict: Verdict
}
type Side = ReturnType<typeof settled>

/**
 * Compares the runs of two revisions, figure by figure. What only one of them measures is left out.
 * @param before each run's figures
 * @param after each run's figures
 */
export const compareRuns = (
  before: readonly (readonly Result[])[],
  after: readonly (readonly Result[])[],
): Compared[] =>
  (after[0] ?? []).flatMap(({ measure, unit, better }) => {
    const old = valuesOf(before, measure, unit)
    const now = valuesOf(after, measure, unit)
    if (old.length === 0 || now.length === 0) return []
    return [
      {
        measure,
        unit,
        before: settled(old),
        after: settled(now),
        verdict: verdictOf(old, now, better === 'more'),
      },
    ]
  })

const valuesOf = (runs: readonly (readonly Result[])[], measure: string, unit: string): number[] =>
  runs
    .flatMap((run) => run.filter((one) => one.measure === measure && one.unit === unit))
    .map(({ value }) => value)

/** Not the same only when every run of one revision is on the same side of every run of the other. */
export const verdictOf = (
  before: readonly number[],
  after: readonly number[],
  isMoreBetter: boolean,
): Verdict => {
  if (Math.max(...after) < Math.min(...before)) return isMoreBetter ? 'worse' : 'better'
  if (Math.min(...after) > Math.max(...before)) return isMoreBetter ? 'better' : 'worse'
  return 'same'
}

const colours = { better: 'green', same: 'dim', worse: 'red' } as const

/** One line a figure: what, before, after, by how much, verdict. */
export const comparisonLine = ({ measure, unit, before, after, verdict }: Compared): string => {
  const percent = before.value === 0 ? '' : `${(100 * (after.value / before.value - 1)).toFixed(1)} %`
  return [
    measure.padEnd(66),
    sideOf(before).padStart(22),
    '→',
    `${sideOf(after)} ${unit}`.trimEnd().padEnd(34),
    percent.padStart(8),
    styleText(colours[verdict], verdict),
  ].join(' ')
}

const sideOf = ({ value, spread }: Side) =>
  spread[0] === spread[1] ? rounded(value) : `${rounded(value)} (${spread.map(rounded).join('–')})`
