import { isUtf8 } from 'node:buffer'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { bodyOf } from './base64.ts'

/** A request refused before it is handled: its status, and the headers that belong to the answer. */
export class Refusal extends Error {
  readonly statusCode: number
  readonly headers: Record<string, string>

  constructor(statusCode: number, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.statusCode = statusCode
    this.headers = headers
  }
}

/**
 * JSON by media type alone (RFC 6839 §3.1). `text/plain; x=json` is text, and browsers post text to any site without a
 * preflight.
 */
const jsonType = /^application\/([\w.-]+\+)?json\s*(;|$)/i
const formType = /^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i

export const isMultipart = (type: string | undefined): boolean => /^multipart\/form-data\b/i.test(type ?? '')

export const isJsonType = (type: string | undefined): boolean => jsonType.test(type ?? '')

/**
 * Refuses what no form of ours accepts: unknown paths, unsupported methods, bodies that are neither a form nor JSON,
 * and text that is not UTF-8.
 * @param methods the methods that the form supports
 * @param takesFiles a multipart form may bring files, which may be in any encoding
 * @throws Refusal
 */
export const refuseForeign = (
  event: APIGatewayProxyEventV2,
  methods: readonly string[],
  takesFiles = false,
): void => {
  if (event.routeKey === '$default') throw new Refusal(404, 'There is nothing at this path')
  const { method } = event.requestContext.http
  // RFC 9110 §15.5.6: a 405 lists the methods that are allowed.
  if (!methods.includes(method))
    throw new Refusal(405, `${method} is not a method of this form`, { allow: methods.join(', ') })
  if (method !== 'POST' || !event.body) return
  const type = event.headers['content-type'] ?? ''
  if (!jsonType.test(type) && !formType.test(type))
    throw new Refusal(415, 'The body is neither a form nor JSON')
  if (takesFiles && isMultipart(type)) return
  if (!isText(bytesOf(event, type))) throw new Refusal(400, 'The body is not UTF-8')
}

/** Bytes. More than any of our forms or JSON calls needs. */
const maxBody = 100_000

/** @param longest in characters, as API Gateway passes it @throws Refusal of a body that is longer than any of ours */
export const refuseTooLong = ({ body = '' }: APIGatewayProxyEventV2, longest = maxBody): void => {
  if (body.length > longest) throw new Refusal(413, 'The body is too large')
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

/** An earlier decoder replaces bytes that are not UTF-8 with U+FFFD, which nobody types. */
const isText = (bytes: Buffer): boolean => isUtf8(bytes) && !bytes.includes('\ufffd')
