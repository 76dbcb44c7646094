import * as z from 'zod'
import { Counts } from './plan-step.ts'

/** The end of a range's planning, with the totals of people whom no batch counts. */
export const RangeEnd = z.object({
  range: z.number(),
  batches: z.number(),
  candidates: z.number(),
  excluded: Counts,
})
export type RangeEnd = z.infer<typeof RangeEnd>
