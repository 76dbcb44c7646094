import { fieldsOf, type HttpRequest, type HttpResponse } from '../../web/form-http.ts'
import { consolePath, sessionSeconds, signedOutPath, signInDonePath, signInPath } from '../settings.ts'
import { textOf } from '../visit.ts'
import { isConsoleLanguage } from '../words/languages.ts'
import type { Cookies } from './cookies.ts'
import { SigningIn } from './kept-session.ts'
import type { Sessions } from './sessions.ts'

export type SessionHttpDeps = {
  sessions: Pick<Sessions, 'begin' | 'finish' | 'end'>
  cookies: Cookies
  siteUrl: string
  /** A page that sends the browser on. */
  leadOn: (to: string) => HttpResponse
}

/** How long a browser may take over signing in, in seconds. */
const patience = 600
const yearSeconds = 365 * 86_400

export const redirect = (location: string, cookies: string[] = []): HttpResponse => ({
  statusCode: 303,
  headers: { location, 'cache-control': 'no-store' },
  ...(cookies.length > 0 && { cookies }),
})

/** A path of the console, whatever somebody put into a link: never another site. */
export const ownPath = (wanted: string | undefined): string =>
  wanted !== undefined && /^\/admin(\/[a-z0-9-]+)*$/.test(wanted) ? wanted : consolePath

/** Where to sign in, and come back to a page. */
export const signInFor = (path: string): string => `${signInPath}?to=${encodeURIComponent(ownPath(path))}`

const encoded = (begun: SigningIn): string => Buffer.from(JSON.stringify(begun)).toString('base64url')
const decoded = (cookie: string | undefined): SigningIn | undefined => {
  try {
    const text = Buffer.from(cookie ?? '', 'base64url').toString('utf8')
    return SigningIn.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/**
 * Signing in and out, and the language: what anybody may ask of the console.
 * @returns a function that answers a request, or gives undefined where it is none of these
 */
export const createSessionHttp = ({ sessions, cookies, siteUrl, leadOn }: SessionHttpDeps) => {
  const begin = async ({ queryStringParameters: query }: HttpRequest): Promise<HttpResponse> => {
    const { location, remember } = await sessions.begin(ownPath(query?.to))
    return redirect(location, [cookies.write('sign-in', encoded(remember), patience)])
  }
  const finish = async (request: HttpRequest): Promise<HttpResponse> => {
    const begun = decoded(cookies.read(request.cookies, 'sign-in'))
    const secret = begun && (await sessions.finish(request.rawQueryString, begun))
    const clear = cookies.clear('sign-in')
    if (!secret) return redirect(`${signedOutPath}?why=failed`, [clear])
    return redirect(ownPath(begun.to), [clear, cookies.write('session', secret, sessionSeconds)])
  }
  /** By a page that leads on: a redirect after a form may not leave the console (its Content-Security-Policy). */
  const end = async ({ cookies: sent }: HttpRequest): Promise<HttpResponse> => {
    const to = await sessions.end(cookies.read(sent, 'session'), siteUrl + signedOutPath)
    return { ...leadOn(to), cookies: [cookies.clear('session')] }
  }
  const choose = (request: HttpRequest): HttpResponse => {
    const fields = fieldsOf(request)
    const language = textOf(fields, 'language')
    const chosen = isConsoleLanguage(language) ? [cookies.write('language', language, yearSeconds)] : []
    return redirect(ownPath(textOf(fields, 'to')), chosen)
  }
  return async (method: string, path: string, request: HttpRequest): Promise<HttpResponse | undefined> => {
    switch (`${method} ${path}`) {
      case `GET ${signInPath}`:
        return begin(request)
      case `GET ${signInDonePath}`:
        return finish(request)
      case `POST ${consolePath}/sign-out`:
        return end(request)
      case `POST ${consolePath}/language`:
        return choose(request)
      default:
        return undefined
    }
  }
}
