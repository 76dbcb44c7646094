import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { defined } from '../runtime/defined.ts'
import { exclusionFrom } from '../sending/schedule/in-audience.ts'
import type { ImportsTable } from '../subscription/import/imports.table.ts'
import type { SavedSegment, SegmentsTable } from '../subscription/segments/segments.table.ts'
import { type Answer, answer, noting, refuse, tagged } from './answer.ts'
import type { SegmentAnswer, SegmentCountAnswer, SegmentShown, SegmentsAnswer } from './answers/segments.ts'
import type { CountAudience } from './count-audience.ts'
import { findMissingImport } from './find-missing-import.ts'
import { changedSince, isAsSeen, segmentTag } from './if-match.ts'
import type { RuleOffer } from './read-rule-data.ts'
import { noSuchSegment, type ReadSegment, segmentRefusal } from './read-segment.ts'
import { problemsOf } from './schema-problems.ts'
import { countFrom, segmentFor, wantedSegmentFor } from './segment-schema.ts'

export type SegmentsDeps = {
  segments: SegmentsTable
  imports: Pick<ImportsTable, 'get'>
  readSegment: ReadSegment
  count: CountAudience
  publication: RuleOffer
  /** Unix ms. */
  now: () => number
}

/** The body of a count. */
export const segmentCountFor = (offer: RuleOffer) =>
  z.strictObject({
    segment: segmentFor(offer),
    from: countFrom,
  })

/** Saved segments of readers, for admins. */
export const createSegments = ({ segments, imports, readSegment, count, publication, now }: SegmentsDeps) => {
  const { timeZone } = publication
  const WantedSegment = wantedSegmentFor(publication)
  const Count = segmentCountFor(publication)
  const one = (status: number, segment: SavedSegment): Answer => {
    const value: SegmentAnswer = { segment: shown(segment), timeZone }
    return tagged(answer(status, value), segmentTag(segment))
  }
  const changed = (standing: SavedSegment | undefined): Answer =>
    changedSince(
      standing
        ? `${standing.id} was saved by ${standing.by ?? 'somebody'} since you read it`
        : 'It is not there any more',
      standing ? one(200, standing).value : null,
      standing && segmentTag(standing),
    )
  return {
    /** All, by name. */
    all: async (): Promise<Answer> => {
      const value: SegmentsAnswer = { segments: (await segments.all()).map(shown), timeZone }
      return answer(200, value)
    },
    one: async (id: string): Promise<Answer> => {
      const found = await segments.get(id)
      return found ? one(200, found) : missing(id)
    },
    /** @param fields see `wantedSegmentFor`. @param by who saves it. @param ifMatch only over the one of this tag */
    save: async (fields: Record<string, unknown>, by?: string, ifMatch?: string): Promise<Answer> => {
      const read = WantedSegment.safeParse(fields)
      if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
      const { name: id, rule, replace = false } = read.data
      const message = await findMissingImport(imports, rule)
      if (message) return refuse('not-valid', { field: 'rule', message })
      const before = await segments.get(id)
      if (!isAsSeen(ifMatch, before && segmentTag(before))) return changed(before)
      if (before && !replace) return taken(before)
      const at = new Date(now()).toISOString()
      const after: SavedSegment = { id, rule, at, ...defined({ by }), revision: before?.revision ?? 0 }
      const noted = { ...(before && { before: { rule: before.rule } }), after: { rule } }
      const done = noting(one(before ? 200 : 201, { ...after, revision: after.revision + 1 }), noted)
      if ((await segments.replace(before, after)) === 'written') return done
      // A write whose answer was lost may have been our own.
      const found = await segments.get(id)
      const { revision, ...standing } = found ?? after
      if (isDeepStrictEqual({ ...standing, revision: revision - 1 }, after)) return done
      if (ifMatch !== undefined) return changed(found)
      return refuse('try-again/changed-just-now', {
        field: 'name',
        message: 'has just been saved by somebody else: look at it first',
      })
    },
    /** Sends that were made by it keep what it said. */
    remove: async (id: string, ifMatch?: string): Promise<Answer> => {
      const found = await segments.get(id)
      if (!found) return missing(id)
      if (!isAsSeen(ifMatch, segmentTag(found))) return changed(found)
      const outcome = await segments.remove(id, ifMatch === undefined ? undefined : found)
      if (outcome === 'changed-meanwhile') return changed(await segments.get(id))
      return noting(one(200, found), { before: { rule: found.rule } })
    },
    /** @param fields see `segmentCountFor`. Who would be in it now, and who not and why; the sum over all calls is the total */
    count: async (fields: Record<string, unknown>): Promise<Answer> => {
      const read = Count.safeParse(fields)
      if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
      const found = await readSegment(read.data.segment)
      if (found.outcome !== 'read') return segmentRefusal(found)
      const { rule } = found.segment
      const at = new Date(now()).toISOString()
      const counted = await count(read.data.from, at, rule, (reader, got) =>
        exclusionFrom(rule, reader, at, got),
      )
      return answer(200, { ...counted, segment: found.segment } satisfies SegmentCountAnswer)
    },
  }
}
export type Segments = ReturnType<typeof createSegments>

const missing = (name: string): Answer =>
  refuse('not-found', { field: 'segment', message: noSuchSegment(name) })

const taken = ({ at, by = 'somebody' }: SavedSegment): Answer =>
  refuse('name-taken', {
    field: 'name',
    message: `is that of a segment that ${by} saved on ${at.slice(0, 10)}: choose another, or replace it`,
  })

const shown = ({ id: name, rule, at, by }: SavedSegment): SegmentShown => ({
  name,
  rule,
  at,
  ...defined({ by }),
})
