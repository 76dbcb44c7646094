import { randomUUID } from 'node:crypto'
import type { Response } from '../types.ts'

/** The XML namespaces of the query protocol, by service. */
export const namespaces: Record<string, string> = {
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
