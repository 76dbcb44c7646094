import * as z from 'zod'
import type { Judged } from './judge-by-file.ts'
import type { Note } from './row-choice.ts'
import type { As } from './status-elsewhere.ts'

const byName = z.record(z.string(), z.number())

/** How many rows came to what. */
export const Counts = z.object({
  /** All rows but blank ones and repeated headers. */
  rows: z.number(),
  /** Rows that are imported, by how their readers are to stand. */
  taken: z.object({
    active: z.number(),
    /** To be asked first. */
    pending: z.number().optional(),
    unsubscribed: z.number(),
    suppressed: z.number(),
  }),
  /** Rows that are not, by reason. */
  passedOver: byName,
  /** Of imported rows, what was left out. */
  notes: byName,
})
export type Counts = z.infer<typeof Counts>

export const noCounts = (): Counts => ({
  rows: 0,
  taken: { active: 0, unsubscribed: 0, suppressed: 0 },
  passedOver: {},
  notes: {},
})

/** Counts a row that is imported. */
export const countTaken = (counts: Counts, status: As['status'], notes: readonly Note[]): void => {
  counts.rows += 1
  counts.taken[status] = (counts.taken[status] ?? 0) + 1
  for (const note of notes) addOne(counts.notes, note)
}

/** Counts a row that is not imported. */
export const countPassedOver = (counts: Counts, reason: string): void => {
  if (reason !== 'header-again') counts.rows += 1
  addOne(counts.passedOver, reason)
}

/** Counts a row as far as the file tells; who is a duplicate is known to whoever has seen the others. */
export const countJudged = (counts: Counts, judged: Judged): void => {
  if (judged.outcome === 'passed-over') countPassedOver(counts, judged.reason)
  if (judged.outcome === 'taken') countTaken(counts, judged.reader.as.status, judged.notes)
}

const addOne = (counts: Record<string, number>, name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1
}
