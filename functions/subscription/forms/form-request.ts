import type { Publication } from '../../publication/publication.ts'
import { fieldsOf, type HttpRequest, type HttpResponse, page } from '../../web/form-http.ts'
import type { Html } from '../../web/html.ts'

/** What every page needs. */
export type Site = { publication: Publication; siteUrl: string }

export const isPost = (request: HttpRequest): boolean => request.requestContext.http.method === 'POST'

/** A field of the posted form; undefined when it is absent or not text. */
export const fieldOf = (request: HttpRequest, name: string): string | undefined => {
  const value = fieldsOf(request)[name]
  return typeof value === 'string' ? value : undefined
}

/** The token in the posted form, else the one in the link; empty when there is none. */
export const tokenOf = (request: HttpRequest): string =>
  fieldOf(request, 'token') || (request.queryStringParameters?.token ?? '')

/** CloudFront sets these headers too; a client that calls the API directly gets them from here. */
const guarded = {
  'referrer-policy': 'no-referrer',
  'content-security-policy': "frame-ancestors 'none'",
  'x-frame-options': 'DENY',
}

/** A page that belongs to no reader, which search engines may index. */
export const openPage = (content: Html): HttpResponse => page(200, content, guarded)

/**
 * A page for one reader. Its URL may hold a token, which no other site may learn, and it has a button that no other
 * site may put under a reader's pointer (clickjacking).
 */
export const readerPage = (
  status: number,
  content: Html,
  headers: Record<string, string> = {},
): HttpResponse => page(status, content, { ...guarded, 'x-robots-tag': 'noindex', ...headers })
