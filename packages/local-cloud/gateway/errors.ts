import { randomUUID } from 'node:crypto'
import type { Request, Response } from '../types.ts'
import { json, namespaces, xmlText } from './wire-answers.ts'

type Protocol = 'json-1.0' | 'json-1.1' | 'rest-json' | 'query' | 'xml'

const protocols: Record<string, Protocol> = {
  dynamodb: 'json-1.0',
  sqs: 'json-1.0',
  secretsmanager: 'json-1.1',
  'cognito-idp': 'json-1.1',
  events: 'json-1.1',
  scheduler: 'rest-json',
  lambda: 'rest-json',
  ses: 'query',
  sns: 'query',
  sts: 'query',
  s3: 'xml',
}

const queryError = (service: string, status: number, code: string, message: string): Response => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body:
    `<ErrorResponse xmlns="${namespaces[service]}"><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type>` +
    `<Code>${code}</Code><Message>${xmlText(message)}</Message></Error>` +
    `<RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
})

const xmlError = (status: number, code: string, message: string): Response => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body:
    `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${xmlText(message)}</Message>` +
    `<RequestId>${randomUUID()}</RequestId></Error>`,
})

/** An error in a service's own wire format. @param service as in the credential's scope */
export const awsError = (service: string, status: number, code: string, message: string): Response => {
  const protocol = protocols[service] ?? 'json-1.1'
  if (protocol === 'query') return queryError(service, status, code, message)
  if (protocol === 'xml') return xmlError(status, code, message)
  const version = protocol === 'rest-json' ? undefined : protocol === 'json-1.0' ? '1.0' : '1.1'
  // Services differ in the capitalisation of this field; SDKs read both.
  const answer = json(status, { __type: code, message, Message: message }, version)
  answer.headers['x-amzn-errortype'] = code
  return answer
}

/** A call that nothing here knows: the refusal, and what to report. */
export const unknownCall = (service: string, { method, path }: Request) => {
  const what = `the local cloud does not know this call of ${service}: ${method} ${path}`
  return { what, answer: awsError(service, 501, 'NotImplemented', what) }
}

/** The refusal of a call of a service that is not here. */
export const unknownService = (service: string): Response =>
  awsError(service, 501, 'NotImplemented', `the local cloud has no ${service}`)

// Each service's status and code for a denial.
const refusals: Record<string, [number, string]> = {
  dynamodb: [400, 'AccessDeniedException'],
  secretsmanager: [400, 'AccessDeniedException'],
  'cognito-idp': [400, 'AccessDeniedException'],
  events: [400, 'AccessDeniedException'],
  sqs: [403, 'AccessDeniedException'],
  scheduler: [403, 'AccessDeniedException'],
  lambda: [403, 'AccessDeniedException'],
  ses: [403, 'AccessDenied'],
  sns: [403, 'AuthorizationError'],
  s3: [403, 'AccessDenied'],
}

/** The service's own answer to a call that IAM denies. */
export const accessDenied = (service: string, message: string): Response => {
  const [status, code] = refusals[service] ?? [403, 'AccessDeniedException']
  const answer = awsError(service, status, code, message)
  // The SQS SDK reads the older protocol's code from this header.
  if (service === 'sqs') answer.headers['x-amzn-query-error'] = 'AccessDenied;Sender'
  return answer
}

/** The service's own answer to an unknown access key. */
export const unknownKey = (service: string): Response => {
  const message = 'The security token included in the request is invalid.'
  if (service === 's3') return awsError(service, 403, 'InvalidAccessKeyId', message)
  if (service === 'ses' || service === 'sns') return awsError(service, 403, 'InvalidClientTokenId', message)
  return awsError(service, 403, 'UnrecognizedClientException', message)
}
