import headerNormalizer from '@middy/http-header-normalizer'
import jsonBody from '@middy/http-json-body-parser'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { handlerOf } from './handler.ts'
import { log } from './log.ts'

/** An HTTP request with its body read: the fields of a form or JSON object, or undefined. */
export type HttpRequest = Omit<APIGatewayProxyEventV2, 'body'> & { body?: unknown }
export type HttpResponse = APIGatewayProxyStructuredResultV2

/** What to answer when the body cannot be read (4xx) or something is wrong with us (500). */
export type OnError = (request: HttpRequest, status: number) => HttpResponse
export type AnswerHttp = (request: HttpRequest) => Promise<HttpResponse>

/** The largest body that any of our forms or JSON calls needs, in bytes. */
const maxBody = 100_000

/** What goes before the reading of any body, and what comes of it when it fails. */
export const httpPipeline = (onError: OnError) =>
  handlerOf<APIGatewayProxyEventV2, HttpResponse>()
    .use(headerNormalizer())
    .before(({ event }) => {
      // What comes with a GET means nothing (RFC 9110 §9.3.1), and some clients name a type with every call.
      if (event.requestContext.http.method === 'GET')
        Object.assign(event, { body: undefined, headers: { ...event.headers, 'content-type': undefined } })
      if ((event.body?.length ?? 0) > maxBody)
        throw Object.assign(new Error('The body is too large'), { statusCode: 413 })
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

/** Reads a JSON body; others are left as they are. */
export const readJsonBody = () => jsonBody({ disableContentTypeError: true })

/** As `httpHandler` of web/form-http.ts, for calls that take JSON alone: without what reads forms, a twentieth of a bundle. */
export const jsonHandler = (answer: AnswerHttp, onError: OnError) =>
  httpPipeline(onError)
    .use(readJsonBody())
    .handler((event) => answer(event as HttpRequest))

/** The fields of a form or JSON object; an empty object when there was neither. */
export const fieldsOf = (request: HttpRequest): Record<string, unknown> =>
  request.body && typeof request.body === 'object' && !Array.isArray(request.body)
    ? { ...(request.body as Record<string, unknown>) }
    : {}

export const json = (statusCode: number, value: unknown): HttpResponse => ({
  statusCode,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify(value),
})
