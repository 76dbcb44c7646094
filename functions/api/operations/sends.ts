import { ActionAnswer, AudienceAnswer, RecipientsAnswer, SendAnswer } from '../answers/sends.ts'
import { StatusAnswer, StatusesAnswer } from '../answers/statuses.ts'
import { askedAudienceFor } from '../audience.ts'
import { askedCorrectionFor, wantedCorrectionFor } from '../corrections.ts'
import { RecipientsQuery } from '../recipient-lists.ts'
import { Action } from '../send-actions.ts'
import { wantedSendFor } from '../send-request-schema.ts'
import type { OperationsOffer, OperationsUnder } from './operation.ts'

export const sendOperations = (offer: OperationsOffer): OperationsUnder<'/api/sends'> => ({
  'POST /api/sends': {
    id: 'requestSend',
    summary: 'Asks for a send; 200 when it is there already, which stays as it is.',
    body: wantedSendFor(offer),
    answers: { 200: SendAnswer, 202: SendAnswer },
    refusals: ['not-found', 'not-possible'],
  },
  'POST /api/sends/audience': {
    id: 'countAudience',
    summary: 'Counts the readers whom a send would go to; nobody is mailed.',
    body: askedAudienceFor(offer),
    answers: { 200: AudienceAnswer },
    refusals: ['not-found', 'not-possible'],
  },
  'GET /api/sends': {
    id: 'listSends',
    summary: 'Shows how every send stands.',
    answers: { 200: StatusesAnswer },
  },
  'GET /api/sends/{send}': {
    id: 'showSend',
    summary: 'Shows how one send stands.',
    answers: { 200: StatusAnswer },
  },
  'GET /api/sends/{send}/recipients': {
    id: 'listRecipients',
    summary: 'Lists who is in a send and who was left out, and why.',
    query: RecipientsQuery,
    answers: { 200: RecipientsAnswer },
    refusals: ['forgotten'],
  },
  'POST /api/sends/{send}/actions': {
    id: 'controlSend',
    summary:
      'Pauses, resumes, cancels or reschedules a send, or decides about its failed and uncertain mails.',
    body: Action,
    conditional: true,
    answers: { 200: ActionAnswer },
    refusals: ['not-possible', 'try-again'],
  },
  'POST /api/sends/{send}/correction': {
    id: 'correctSend',
    summary:
      'Asks for the correction of a send, to exactly those who got another edition than is published now; 200 when it is there already, which stays as it is.',
    body: wantedCorrectionFor(offer),
    answers: { 200: SendAnswer, 202: SendAnswer },
    refusals: ['not-possible'],
  },
  'POST /api/sends/{send}/correction/audience': {
    id: 'countCorrection',
    summary:
      'Counts the readers whom a correction would go to; nobody is mailed. Once there is one, “accepted-later” are those who were proved to have the faulty edition after it was planned.',
    body: askedCorrectionFor(offer),
    answers: { 200: AudienceAnswer },
    refusals: ['not-possible'],
  },
})
