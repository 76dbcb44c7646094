import middy from '@middy/core'
import headerNormalizer from '@middy/http-header-normalizer'
import jsonBody from '@middy/http-json-body-parser'
import urlencodedBody from '@middy/http-urlencode-body-parser'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import type { Html } from './html.ts'
import { log } from './log.ts'
import { readMultipart } from './multipart.ts'

/** An HTTP request with its body read: the fields of a form or JSON object, or undefined. */
export type HttpRequest = Omit<APIGatewayProxyEventV2, 'body'> & { body?: unknown }
export type HttpResponse = APIGatewayProxyStructuredResultV2

/** What to answer when the body cannot be read (4xx) or something is wrong with us (500). */
export type OnError = (request: HttpRequest, status: number) => HttpResponse

/** The largest body that any of our forms or JSON calls needs, in bytes. */
const maxBody = 100_000

/**
 * Wraps a function as the handler of an HTTP API route (payload format 2.0): header names in lower case,
 * urlencoded, multipart and JSON bodies parsed, surprises logged and answered.
 */
export const httpHandler = (answer: (request: HttpRequest) => Promise<HttpResponse>, onError: OnError) =>
  middy<APIGatewayProxyEventV2, HttpResponse, Error, Context>()
    .use(headerNormalizer())
    .before(({ event }) => {
      // What comes with a GET means nothing (RFC 9110 §9.3.1), and some clients name a type with every call.
      if (event.requestContext.http.method === 'GET')
        Object.assign(event, { body: undefined, headers: { ...event.headers, 'content-type': undefined } })
      if ((event.body?.length ?? 0) > maxBody)
        throw Object.assign(new Error('The body is too large'), { statusCode: 413 })
    })
    .use(urlencodedBody({ disableContentTypeError: true }))
    .before(async ({ event }) => {
      const type = event.headers['content-type'] ?? ''
      if (!/^multipart\/form-data\b/i.test(type)) return
      const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8')
      Object.assign(event, { body: await readMultipart(type, bytes) })
    })
    .use(jsonBody({ disableContentTypeError: true }))
    .onError((failed) => {
      const status = statusOf(failed.error)
      if (status >= 500) log.error('request failed', failed.error as Error)
      failed.response = onError(failed.event as HttpRequest, status)
    })
    .handler((event) => answer(event as HttpRequest))

const statusOf = (error: unknown): number => {
  const status = (error as { statusCode?: number } | null)?.statusCode ?? 500
  return status === 422 ? 400 : status
}

/** The fields of a form or JSON object; an empty object when there was neither. */
export const fieldsOf = (request: HttpRequest): Record<string, unknown> =>
  request.body && typeof request.body === 'object' && !Array.isArray(request.body)
    ? { ...(request.body as Record<string, unknown>) }
    : {}

/** True when the caller sent JSON or asks for it before HTML. */
export const wantsJson = (request: HttpRequest): boolean =>
  /json/i.test(request.headers['content-type'] ?? '') ||
  /^application\/json/i.test(request.headers.accept ?? '')

/** A page that nobody may keep: it was made for one reader. */
export const page = (
  statusCode: number,
  content: Html,
  headers: Record<string, string> = {},
): HttpResponse => ({
  statusCode,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body: `<!doctype html>${content.html}`,
})

export const json = (statusCode: number, value: unknown): HttpResponse => ({
  statusCode,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(value),
})
