import { ReaderMailAnswer } from '../answers/previews.ts'
import {
  GrowthAnswer,
  ReaderActionAnswer,
  ReaderAnswer,
  ReaderCountsAnswer,
  ReadersAnswer,
} from '../answers/readers.ts'
import { HistoryAnswer } from '../answers/sends.ts'
import { GrowthQuery } from '../growth.ts'
import { ReaderMailQuery } from '../reader-mail.ts'
import {
  CountsQuery,
  FindRequest,
  ReaderAction,
  ReaderRequest,
  ReadersQuery,
  ReadersSearch,
} from '../readers-request-schema.ts'
import type { OperationsUnder } from './operation.ts'

export const readerOperations: OperationsUnder<'/api/readers'> = {
  'GET /api/readers': {
    id: 'listReaders',
    summary: 'Lists readers in the order of their ids, with the evidence of each opt-in.',
    query: ReadersQuery,
    answers: { 200: ReadersAnswer },
  },
  'POST /api/readers/search': {
    id: 'searchReaders',
    summary: 'Lists readers by a part of their address.',
    body: ReadersSearch,
    answers: { 200: ReadersAnswer },
  },
  'GET /api/readers/counts': {
    id: 'countReaders',
    summary: 'Counts readers by status, language and topic, as they stand now.',
    query: CountsQuery,
    answers: { 200: ReaderCountsAnswer },
  },
  'GET /api/readers/growth': {
    id: 'showGrowth',
    summary: 'Shows how many readers there were day by day, and what happened on each day.',
    query: GrowthQuery,
    answers: { 200: GrowthAnswer },
  },
  'POST /api/readers/find': {
    id: 'findReader',
    summary: 'Shows everything that is known about one reader, or what is left of one who was erased.',
    body: FindRequest,
    answers: { 200: ReaderAnswer },
    refusals: ['not-found'],
  },
  'POST /api/readers/actions': {
    id: 'actOnReader',
    summary: 'Suppresses an address, lets its reader opt in again, or erases all that is known of them.',
    body: ReaderAction,
    answers: { 200: ReaderActionAnswer },
    refusals: ['not-found'],
  },
  'POST /api/readers/sends': {
    id: 'listSendsToReader',
    summary: 'Lists what one reader was sent, latest first.',
    body: ReaderRequest,
    answers: { 200: HistoryAnswer },
  },
  'GET /api/readers/{reader}/mail': {
    id: 'showMailOfReader',
    summary: 'Shows the mail of a send as one reader got it.',
    query: ReaderMailQuery,
    answers: { 200: ReaderMailAnswer },
    refusals: ['not-possible', 'forgotten'],
  },
}
