import urlencodedBody from '@middy/http-urlencode-body-parser'
import { bodyOf } from '../runtime/base64.ts'
import {
  type AnswerHttp,
  type HttpRequest,
  type HttpResponse,
  httpPipeline,
  type OnError,
  readJsonBody,
} from '../runtime/http-pipeline.ts'
import { readMultipart } from '../runtime/multipart.ts'
import { isJsonType, isMultipart, refuseForeign } from '../runtime/request-rules.ts'
import type { Html } from './html.ts'

export {
  fieldsOf,
  type HttpRequest,
  type HttpResponse,
  json,
  type OnError,
} from '../runtime/http-pipeline.ts'

/** Link checkers use HEAD. */
const formMethods: readonly string[] = ['GET', 'HEAD', 'POST']

/**
 * Wraps a function as the handler of an HTTP API route (payload format 2.0). Lower-cases header names, parses
 * urlencoded, multipart and JSON bodies, and logs and answers unexpected errors.
 * @param more methods to accept besides those of every form
 * @param longestFiles characters of a multipart body, as API Gateway passes it, where forms bring files
 */
export const httpHandler = (
  answer: AnswerHttp,
  onError: OnError,
  { more = [], longestFiles }: { more?: readonly string[]; longestFiles?: number } = {},
) =>
  httpPipeline(onError, (type) => (isMultipart(type) ? longestFiles : undefined))
    .before(({ event }) => refuseForeign(event, [...formMethods, ...more], longestFiles !== undefined))
    .use(urlencodedBody({ disableContentTypeError: true }))
    .before(async ({ event }) => {
      const type = event.headers['content-type'] ?? ''
      if (!isMultipart(type)) return
      Object.assign(event, { body: await readMultipart(type, bodyOf(event), longestFiles !== undefined) })
    })
    .use(readJsonBody())
    .handler((event) => answer(event as HttpRequest))

/** True when the client sent JSON or prefers it to HTML. */
export const wantsJson = (request: HttpRequest): boolean =>
  isJson(request) || /^application\/json/i.test(request.headers.accept ?? '')

/** True when the client sent JSON, by its media type. */
export const isJson = ({ headers }: HttpRequest): boolean => isJsonType(headers['content-type'])

/** A page that no cache may store, because it was made for one reader. */
export const page = (
  statusCode: number,
  content: Html,
  headers: Record<string, string> = {},
): HttpResponse => ({
  statusCode,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body: `<!doctype html>${content.html}`,
})
