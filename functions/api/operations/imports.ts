import { ImportAnswer, ImportRowsAnswer, ImportsAnswer } from '../answers/imports.ts'
import { startedImportFor, wantedImportFor } from '../import-request-schema.ts'
import { RowsQuery } from '../imports.ts'
import type { OperationsOffer, OperationsUnder } from './operation.ts'

export const importOperations = (offer: OperationsOffer): OperationsUnder<'/api/imports'> => ({
  'POST /api/imports': {
    id: 'requestImport',
    summary: 'Asks for an import; 200 when it is there already. The upload of its file starts it.',
    body: wantedImportFor(offer),
    answers: { 200: ImportAnswer, 202: ImportAnswer },
    refusals: ['name-taken', 'try-again'],
  },
  'GET /api/imports': {
    id: 'listImports',
    summary: 'Lists the latest hundred imports.',
    answers: { 200: ImportsAnswer },
  },
  'GET /api/imports/{import}': {
    id: 'showImport',
    summary: 'Shows one import.',
    answers: { 200: ImportAnswer },
  },
  'GET /api/imports/{import}/rows': {
    id: 'listImportRows',
    summary: 'Lists the rows that were not imported, each with its reason.',
    query: RowsQuery,
    answers: { 200: ImportRowsAnswer },
  },
  'POST /api/imports/{import}/start': {
    id: 'startImport',
    summary: 'Starts an import that was tried, or tries it once more; 200 when it was started already.',
    body: startedImportFor(offer),
    answers: { 200: ImportAnswer, 202: ImportAnswer },
    refusals: ['not-possible', 'try-again'],
  },
  'POST /api/imports/{import}/cancel': {
    id: 'cancelImport',
    summary: 'Ends an import; readers who were imported so far stay.',
    answers: { 200: ImportAnswer },
    refusals: ['try-again'],
  },
})
