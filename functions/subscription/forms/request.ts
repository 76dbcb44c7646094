import { acceptedLanguages, type Language, pickLanguage } from '../../publication/language.ts'
import type { Publication } from '../../publication/publication.ts'
import { fieldsOf, type HttpRequest, type HttpResponse, page } from '../../web/form-http.ts'
import type { Html } from '../../web/html.ts'

/** What every page of ours stands on. */
export type Site = { publication: Publication; siteUrl: string }

export const isPost = (request: HttpRequest): boolean => request.requestContext.http.method === 'POST'

/** A field of the posted form as text; undefined when it is absent or no text. */
export const fieldOf = (request: HttpRequest, name: string): string | undefined => {
  const value = fieldsOf(request)[name]
  return typeof value === 'string' ? value : undefined
}

/** The token of the posted form, else that of the link; empty when there is none. */
export const tokenOf = (request: HttpRequest): string =>
  fieldOf(request, 'token') || (request.queryStringParameters?.token ?? '')

/**
 * The language to answer in: the one asked for by field or query, else the reader's own, else the browser's,
 * else the publication's first.
 */
export const languageOf = (
  request: HttpRequest,
  publication: Pick<Publication, 'languages'>,
  reader?: { language: Language },
): Language =>
  pickLanguage(
    [
      fieldOf(request, 'language'),
      request.queryStringParameters?.language,
      reader?.language,
      ...acceptedLanguages(request.headers['accept-language']),
    ],
    publication.languages,
  )

/** The site says so too; who asks the API by its own address hears it from here. */
const guarded = {
  'referrer-policy': 'no-referrer',
  'content-security-policy': "frame-ancestors 'none'",
  'x-frame-options': 'DENY',
}

/** A page of nobody's own, which search engines may find. */
export const openPage = (content: Html): HttpResponse => page(200, content, guarded)

/**
 * A page whose address may hold a token, which no other site should learn of, and with a button that no other site
 * may lay under a reader's pointer.
 */
export const readerPage = (
  status: number,
  content: Html,
  headers: Record<string, string> = {},
): HttpResponse => page(status, content, { ...guarded, 'x-robots-tag': 'noindex', ...headers })
