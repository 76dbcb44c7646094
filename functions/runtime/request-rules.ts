import { isUtf8 } from 'node:buffer'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { bodyOf } from './base64.ts'

/** Why a request is refused before anybody looks at it: a status, and headers that belong to it. */
export class Refusal extends Error {
  readonly statusCode: number
  readonly headers: Record<string, string>

  constructor(statusCode: number, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.statusCode = statusCode
    this.headers = headers
  }
}

/** JSON by its media type alone (RFC 6839 §3.1): `text/plain; x=json` is a text, and browsers post it to anybody. */
const jsonType = /^application\/([\w.-]+\+)?json\s*(;|$)/i
const formType = /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i

export const isJsonType = (type: string | undefined): boolean => jsonType.test(type ?? '')

/**
 * What every form of ours refuses: paths that are nobody's, methods that it does not have, bodies that are neither a
 * form nor JSON, and text that is not UTF-8.
 * @param methods those it has
 * @throws Refusal
 */
export const refuseForeign = (event: APIGatewayProxyEventV2, methods: readonly string[]): void => {
  if (event.routeKey === '$default') throw new Refusal(404, 'Nothing is here')
  const { method } = event.requestContext.http
  // RFC 9110 §15.5.6: who is refused a method is told those that there are.
  if (!methods.includes(method))
    throw new Refusal(405, `${method} is not a method of this form`, { allow: methods.join(', ') })
  if (method !== 'POST' || !event.body) return
  const type = event.headers['content-type'] ?? ''
  if (!jsonType.test(type) && !formType.test(type)) throw new Refusal(415, 'The body is no form of ours')
  if (!isText(bytesOf(event, type))) throw new Refusal(400, 'The body is not UTF-8')
}

const bytesOf = (event: APIGatewayProxyEventV2, type: string): Buffer => {
  const bytes = bodyOf(event)
  return /urlencoded/i.test(type) ? unescaped(bytes) : bytes
}

const unescaped = (bytes: Buffer): Buffer =>
  Buffer.from(
    bytes
      .toString('latin1')
      .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )

/** Whoever decoded the body before us put U+FFFD for what was not UTF-8; nobody types it. */
const isText = (bytes: Buffer): boolean => isUtf8(bytes) && !bytes.includes('\ufffd')
