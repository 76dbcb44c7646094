import headerNormalizer from '@middy/http-header-normalizer'
import jsonBody from '@middy/http-json-body-parser'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { handlerOf } from './handler.ts'
import { log } from './log.ts'
import { refuseTooLong } from './request-rules.ts'

/** An HTTP request with its body parsed: the fields of a form or JSON object, or undefined. */
export type HttpRequest = Omit<APIGatewayProxyEventV2, 'body'> & { body?: unknown }
export type HttpResponse = APIGatewayProxyStructuredResultV2

/** Builds the answer when the body cannot be read (4xx) or when we failed (500). */
export type OnError = (request: HttpRequest, status: number) => HttpResponse
export type AnswerHttp = (request: HttpRequest) => Promise<HttpResponse>

/** The steps before any body is parsed, and the handling of errors. @param longest body, see `refuseTooLong` */
export const httpPipeline = (onError: OnError, longest?: (type: string) => number | undefined) =>
  handlerOf<APIGatewayProxyEventV2, HttpResponse>()
    .use(headerNormalizer())
    .before(({ event }) => {
      // A body on GET has no meaning (RFC 9110 §9.3.1), and some clients send a content type with every call.
      if (event.requestContext.http.method === 'GET')
        Object.assign(event, { body: undefined, headers: { ...event.headers, 'content-type': undefined } })
      refuseTooLong(event, longest?.(event.headers['content-type'] ?? ''))
    })
    .onError((failed) => {
      const status = statusOf(failed.error)
      if (status >= 500) log.error('request failed', failed.error as Error)
      const response = onError(failed.event as HttpRequest, status)
      const { headers } = failed.error as { headers?: Record<string, string> }
      failed.response = { ...response, headers: { ...response.headers, ...headers } }
    })

const statusOf = (error: unknown): number => {
  const status = (error as { statusCode?: number } | null)?.statusCode ?? 500
  return status === 422 ? 400 : status
}

/** Parses a JSON body; leaves other bodies alone. */
export const readJsonBody = () => jsonBody({ disableContentTypeError: true })

/** The fields of a form or JSON object; an empty object when there is none. */
export const fieldsOf = (request: HttpRequest): Record<string, unknown> =>
  request.body && typeof request.body === 'object' && !Array.isArray(request.body)
    ? { ...(request.body as Record<string, unknown>) }
    : {}

/** @param type the media type, one that is JSON */
export const json = (statusCode: number, value: unknown, type = 'application/json'): HttpResponse => ({
  statusCode,
  headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' },
  body: JSON.stringify(value),
})
