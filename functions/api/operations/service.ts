import {
  AuditAnswer,
  DeadLettersAnswer,
  KeyAnswer,
  KeysAnswer,
  NewKeyAnswer,
  QuotaAnswer,
  RedriveAnswer,
  SenderAnswer,
} from '../answers/service.ts'
import { AuditQuery } from '../audit.ts'
import { RedriveRequest } from '../dead-letters.ts'
import { WantedKey } from '../keys.ts'
import type { OperationsUnder } from './operation.ts'

export const keyOperations: OperationsUnder<'/api/keys'> = {
  'GET /api/keys': {
    id: 'listKeys',
    summary: 'Lists all API keys, without what they open with.',
    answers: { 200: KeysAnswer },
  },
  'POST /api/keys': {
    id: 'createKey',
    summary: 'Makes an API key, which is shown this once.',
    body: WantedKey,
    answers: { 201: NewKeyAnswer },
    refusals: ['name-taken', 'not-possible'],
  },
  'POST /api/keys/{key}/revoke': {
    id: 'revokeKey',
    summary: 'Ends an API key for good.',
    answers: { 200: KeyAnswer },
  },
}

export const serviceOperations: OperationsUnder<
  '/api/audit' | '/api/quota' | '/api/sender' | '/api/dead-letters'
> = {
  'GET /api/audit': {
    id: 'showAuditLog',
    summary: 'Shows who did what, the newest first.',
    query: AuditQuery,
    answers: { 200: AuditAnswer },
  },
  'GET /api/quota': {
    id: 'showQuota',
    summary: 'Shows what SES lets the account send.',
    answers: { 200: QuotaAnswer },
    refusals: ['try-again'],
  },
  'GET /api/sender': {
    id: 'showSender',
    summary: 'Says whether DNS has what makes mail of the sender believed.',
    answers: { 200: SenderAnswer },
  },
  'GET /api/dead-letters': {
    id: 'listDeadLetters',
    summary: 'Lists work that failed for good.',
    answers: { 200: DeadLettersAnswer },
  },
  'POST /api/dead-letters': {
    id: 'redrive',
    summary: 'Moves failed messages back to their queue, for some seconds.',
    body: RedriveRequest,
    answers: { 200: RedriveAnswer },
    refusals: ['not-possible'],
  },
}
