import * as z from 'zod'
import { Rule, Segment } from '../../subscription/segments/rule.ts'
import { audienceCounts } from './sends.ts'
import { instant, timeZone } from './shared.ts'

export const SegmentShown = z
  .object({
    name: z.string(),
    rule: Rule,
    at: instant('When it was saved last.'),
    by: z.string().meta({ description: 'By whom.' }).exactOptional(),
  })
  .meta({ id: 'SavedSegment' })
export type SegmentShown = z.infer<typeof SegmentShown>

export const SegmentAnswer = z.object({ segment: SegmentShown, timeZone }).meta({ id: 'OneSegment' })
export type SegmentAnswer = z.infer<typeof SegmentAnswer>

export const SegmentsAnswer = z
  .object({ segments: z.array(SegmentShown).meta({ description: 'By name.' }), timeZone })
  .meta({ id: 'Segments' })
export type SegmentsAnswer = z.infer<typeof SegmentsAnswer>

export const SegmentCountAnswer = z
  .object({
    ...audienceCounts,
    segment: Segment.meta({ description: 'As it was counted, to go on by.' }),
  })
  .meta({ id: 'SegmentCount' })
export type SegmentCountAnswer = z.infer<typeof SegmentCountAnswer>
