import { readFile, writeFile } from 'node:fs/promises'
import * as z from 'zod'
import { type Figure, rounded } from './figures.ts'
import { isAlike, type Machine } from './machine.ts'

export const baselineFile = 'tests/bench/baseline.json'

const Measured = z.object({ value: z.number(), unit: z.string() })
const Baseline = z.record(
  z.string(),
  z.object({
    date: z.iso.date(),
    machine: z.object({ processor: z.string(), cores: z.int(), memoryGB: z.number(), node: z.string() }),
    figures: z.record(z.string(), Measured),
  }),
)
/** The figures that were kept last of each benchmark, and where and when they were measured. */
export type Baseline = z.infer<typeof Baseline>

export const readBaseline = async (file = baselineFile): Promise<Baseline> =>
  Baseline.parse(JSON.parse(await readFile(file, 'utf8')))

type Run = { benchmark: string; machine: Machine; date: string; figures: readonly Figure[] }

/** The baseline with a benchmark's figures replaced. */
export const withRun = (baseline: Baseline, { benchmark, machine, date, figures }: Run): Baseline => ({
  ...baseline,
  [benchmark]: {
    date,
    machine,
    figures: Object.fromEntries(
      figures.map(({ what, value, unit }) => [what, { value: Number(rounded(value)), unit }]),
    ),
  },
})

export const writeBaseline = (baseline: Baseline, file = baselineFile): Promise<void> =>
  writeFile(file, `${JSON.stringify(baseline, null, 2)}\n`)

/**
 * How a figure compares with the one that was kept.
 * @returns '' where none was kept, or one of another kind of machine
 */
export const besideBaseline = (
  baseline: Baseline,
  benchmark: string,
  { what, value, unit }: Figure,
  machine: Machine,
): string => {
  const kept = baseline[benchmark]
  const before = kept?.figures[what]
  if (!kept || !before || before.unit !== unit || !isAlike(kept.machine, machine)) return ''
  const percent = before.value === 0 ? 0 : 100 * (value / before.value - 1)
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent).toFixed(0)} % since ${kept.date}`
}
