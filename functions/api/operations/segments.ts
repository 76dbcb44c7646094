import { SegmentAnswer, SegmentCountAnswer, SegmentsAnswer } from '../answers/segments.ts'
import { wantedSegmentFor } from '../segment-schema.ts'
import { segmentCountFor } from '../segments.ts'
import type { OperationsOffer, OperationsUnder } from './operation.ts'

export const segmentOperations = (offer: OperationsOffer): OperationsUnder<'/api/segments'> => ({
  'GET /api/segments': {
    id: 'listSegments',
    summary: 'Lists all saved segments.',
    answers: { 200: SegmentsAnswer },
  },
  'POST /api/segments': {
    conditional: true,
    id: 'saveSegment',
    summary: 'Saves a segment; 201 when its name is new.',
    body: wantedSegmentFor(offer),
    answers: { 200: SegmentAnswer, 201: SegmentAnswer },
    refusals: ['name-taken', 'try-again'],
  },
  'POST /api/segments/count': {
    id: 'countSegment',
    summary: 'Counts the readers in a segment.',
    body: segmentCountFor(offer),
    answers: { 200: SegmentCountAnswer },
    refusals: ['not-found', 'not-possible'],
  },
  'GET /api/segments/{segment}': {
    id: 'showSegment',
    summary: 'Shows one segment.',
    answers: { 200: SegmentAnswer },
  },
  'POST /api/segments/{segment}/remove': {
    conditional: true,
    id: 'removeSegment',
    summary: 'Forgets a segment; sends that were made by it keep what it said.',
    answers: { 200: SegmentAnswer },
  },
})
