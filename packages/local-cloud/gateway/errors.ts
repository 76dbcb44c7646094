import { randomUUID } from 'node:crypto'
import type { Response } from '../types.ts'

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

const namespaces: Record<string, string> = {
  ses: 'http://ses.amazonaws.com/doc/2010-12-01/',
  sns: 'http://sns.amazonaws.com/doc/2010-03-31/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
}

/** Escapes a text for use between XML tags. */
export const xmlText = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'))

/** A JSON answer with the request id header that SDKs read. */
export const json = (status: number, value: unknown, version?: '1.0' | '1.1'): Response => ({
  status,
  headers: {
    'content-type': version ? `application/x-amz-json-${version}` : 'application/json',
    'x-amzn-requestid': randomUUID(),
  },
  body: JSON.stringify(value),
})

/** An answer in the query protocol: `<ActionResponse><ActionResult>…`. @param result XML */
export const queryAnswer = (service: 'ses' | 'sns' | 'sts', action: string, result: string): Response => ({
  status: 200,
  headers: { 'content-type': 'text/xml' },
  body:
    `<${action}Response xmlns="${namespaces[service]}"><${action}Result>${result}</${action}Result>` +
    `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`,
})

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
