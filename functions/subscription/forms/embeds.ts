import { type HttpRequest, type HttpResponse, isJson } from '../../web/form-http.ts'

/** Sites of others that carry our form, by their origins, as `publication.yaml` lists them. */
export type Embeds = readonly string[]

const longestUrl = 2_000

/**
 * The page that a visitor comes back to after signing up on somebody else's site. Only an absolute address in plain
 * ASCII is read, whose origin, worked out by the URL parser that browsers have too, is listed exactly: whatever else
 * it is, it would make of our form a way to send people from our name to anywhere (CWE-601).
 * @returns the address as the parser writes it; undefined when we do not send anybody there
 */
export const returnTo = (posted: unknown, embeds: Embeds): string | undefined => {
  if (typeof posted !== 'string' || posted.length > longestUrl) return undefined
  if (!/^https?:\/\/[!-[\]-~]+$/i.test(posted) || !URL.canParse(posted)) return undefined
  const { origin, username, password, href } = new URL(posted)
  return !username && !password && embeds.includes(origin) ? href : undefined
}

/**
 * Whether a JSON post may come from where it says it comes from. The check stands in for the form's token: a page of
 * another site cannot make a browser send `application/json` without asking first by a preflight (Fetch Standard,
 * "CORS-safelisted request-header"), which we answer to those on the list alone; and no page can write another `Origin`
 * than its own. A program can, as it could fetch a token: for programs there are rate limits.
 * @param siteUrl our own site, which may of course
 */
export const mayPostJson = ({ headers }: HttpRequest, embeds: Embeds, siteUrl: string): boolean =>
  headers.origin !== undefined && [...embeds, new URL(siteUrl).origin].includes(headers.origin)

/**
 * Adds what lets a listed site's script read our answer; nobody else gets a header. Answers to JSON alone: our pages
 * hold fresh tokens, which no other site's script needs.
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
      // Caches keep an answer for the origin that it was made for (Fetch Standard, "CORS protocol and HTTP caches").
      vary: 'Origin',
      ...(allowed && {
        'access-control-allow-origin': origin,
        'access-control-expose-headers': 'Retry-After',
      }),
    },
  }
}

/**
 * The answer to a browser that asks whether a page may post JSON (Fetch Standard, "CORS-preflight request"). What it
 * goes by is the headers: where they are missing the page may not.
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
