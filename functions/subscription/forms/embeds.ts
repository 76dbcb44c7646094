import { type HttpRequest, type HttpResponse, isJson } from '../../web/form-http.ts'

/** Origins of other sites that carry our form, as `publication.yaml` lists them. */
export type Embeds = readonly string[]

const longestUrl = 2_000

/**
 * The page that a visitor returns to after signing up on another site. Accepts only an absolute URL in plain ASCII
 * whose origin is on the list, as the WHATWG URL parser (which browsers use too) reads it. Anything looser would be an
 * open redirect (CWE-601).
 * @returns the URL as the parser writes it; undefined when it is not allowed
 */
export const returnTo = (posted: unknown, embeds: Embeds): string | undefined => {
  if (typeof posted !== 'string' || posted.length > longestUrl) return undefined
  if (!/^https?:\/\/[!-[\]-~]+$/i.test(posted) || !URL.canParse(posted)) return undefined
  const { origin, username, password, href } = new URL(posted)
  return !username && !password && embeds.includes(origin) ? href : undefined
}

/**
 * Whether a JSON post may come from the origin it names. This check replaces the form's token. A page of another site
 * cannot make a browser send `application/json` without a preflight (Fetch Standard, "CORS-safelisted request-header"),
 * which we grant only to listed origins, and no page can forge its `Origin`. A program can, but it could fetch a token
 * just as well; rate limits deal with programs.
 * @param siteUrl our own site, which is always allowed
 */
export const mayPostJson = ({ headers }: HttpRequest, embeds: Embeds, siteUrl: string): boolean =>
  headers.origin !== undefined && [...embeds, new URL(siteUrl).origin].includes(headers.origin)

/**
 * Adds the CORS headers that let a listed site's script read our answer; other origins get none. Applies to JSON only,
 * because our pages hold fresh tokens that no other site's script needs.
 */
export const readableByHost = (
  response: HttpResponse,
  request: HttpRequest,
  embeds: Embeds,
): HttpResponse => {
  if (!isJson(request)) return response
  const { origin } = request.headers
  const allowed = origin !== undefined && embeds.includes(origin)
  return {
    ...response,
    headers: {
      ...response.headers,
      // Caches must keep a separate answer for each origin (Fetch Standard, "CORS protocol and HTTP caches").
      vary: 'Origin',
      ...(allowed && {
        'access-control-allow-origin': origin,
        'access-control-expose-headers': 'Retry-After',
      }),
    },
  }
}

/**
 * Answers a browser that asks whether a page may post JSON (Fetch Standard, "CORS-preflight request"). The browser
 * decides by the headers: without them, the page may not.
 */
export const preflight = ({ headers }: HttpRequest, embeds: Embeds): HttpResponse => {
  const { origin } = headers
  if (origin === undefined || !embeds.includes(origin))
    return { statusCode: 204, headers: { vary: 'Origin' } }
  return {
    statusCode: 204,
    headers: {
      vary: 'Origin',
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'Content-Type',
      'access-control-max-age': '7200',
    },
  }
}
