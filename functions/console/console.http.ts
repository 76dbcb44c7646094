import type { Caller } from '../access/caller.ts'
import type { Publication } from '../publication/publication.ts'
import { defined } from '../runtime/defined.ts'
import { visitorOf } from '../subscription/limits/visitor-network.ts'
import { fieldsOf, type HttpRequest, type HttpResponse, page } from '../web/form-http.ts'
import type { Assets } from './assets.ts'
import type { CallApi } from './calls.ts'
import { formKeyIn, withFormKeys } from './frame/form-keys.ts'
import { createFormat } from './frame/format.ts'
import { noSuchPage, otherMethod } from './frame/refused.page.ts'
import { consoleShell } from './frame/shell.page.ts'
import { foreignForm, noRole, sessionEnded, signedOut, toPool } from './frame/sign-in.page.ts'
import { methodsAt, pageAt } from './pages.ts'
import type { UploadFile } from './readers/import/upload-file.store.ts'
import type { Cookies } from './session/cookies.ts'
import { isOwnRequest } from './session/is-own-request.ts'
import { createSessionHttp, redirect, signInFor } from './session/session.http.ts'
import type { Sessions, SignedIn } from './session/sessions.ts'
import { consolePath, signedOutPath } from './settings.ts'
import type { Mail, Shown, Visited } from './visit.ts'
import { consoleLanguages, languageFor } from './words/languages.ts'

export type ConsoleDeps = {
  publication: Publication
  siteUrl: string
  /** By it CloudFront says who visits. */
  edgeKey: string
  assets: Assets
  cookies: Cookies
  sessions: Sessions
  /** @param formKey of the form that was sent */
  callApi: (token: string, visitor: string, formKey?: string) => CallApi
  uploadFile: UploadFile
  /** A text that nobody guesses. */
  newKey: () => string
  /** Unix ms. */
  now: () => number
}

/**
 * The console's pages. Whoever is not signed in is sent to sign in; what somebody's role allows is for the API to say, which
 * is called as them.
 * @returns a function from a request (HTTP API, payload 2.0) to its response
 */
export const createConsole = (deps: ConsoleDeps) => {
  const { siteUrl, assets, cookies, sessions } = deps
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const { method: sent } = request.requestContext.http
    const method = sent === 'HEAD' ? 'GET' : sent
    const path = request.rawPath.replace(/\/+$/, '')
    const asset = assets.at(path)
    if (asset) return asset

    const visit = whatEveryPageKnows(deps, request)
    const framed = (shown: Shown, who?: Caller) => frameOf(deps, path, visit, shown, who)
    if (method === 'POST' && !isOwnRequest(request.headers, siteUrl)) return framed(foreignForm(visit))
    const leadOn = (to: string) => framed(toPool(to, visit))
    const answered = await createSessionHttp({ sessions, cookies, siteUrl, leadOn })(method, path, request)
    if (answered) return answered
    if (path === signedOutPath) return framed(signedOut(visit))

    const secret = cookies.read(request.cookies, 'session')
    const signedIn = secret ? await sessions.current(secret) : undefined
    if (!signedIn) return method === 'POST' ? framed(sessionEnded(visit)) : redirect(signInFor(path))
    if (!signedIn.who.role) return framed(noRole(signedIn.who.by, visit), signedIn.who)
    return answerAs(signedIn, deps, request, method, path, visit)
  }
}

const whatEveryPageKnows = (
  { publication, siteUrl, cookies, now }: ConsoleDeps,
  request: HttpRequest,
): Visited => {
  const { headers, cookies: sent, queryStringParameters } = request
  const language = languageFor(cookies.read(sent, 'language'), headers['accept-language'])
  return {
    ...{ publication, siteUrl, language },
    query: defined(queryStringParameters ?? {}),
    fields: fieldsOf(request),
    words: consoleLanguages[language],
    format: createFormat(language, publication.timeZone, now()),
    now: now(),
  }
}

const answerAs = async (
  { who, token }: SignedIn,
  deps: ConsoleDeps,
  request: HttpRequest,
  method: string,
  path: string,
  visit: Visited,
): Promise<HttpResponse> => {
  const found = pageAt(method, path.slice(consolePath.length) || '/')
  if (!found) return noPage(deps, path, visit, who)
  const call = deps.callApi(token, visitorOf(request, deps.edgeKey), formKeyIn(visit.fields))
  const shown = await found.answerer({ ...visit, id: found.id, who, call, uploadFile: deps.uploadFile })
  if ('mail' in shown) return mailAlone(shown)
  return 'to' in shown ? redirect(shown.to) : frameOf(deps, path, visit, shown, who)
}

/** Nothing is there, or what is there answers another method only (RFC 9110 §15.5.6). */
const noPage = (deps: ConsoleDeps, path: string, visit: Visited, who: Caller): HttpResponse => {
  const allow = methodsAt(path.slice(consolePath.length) || '/')
  if (allow.length === 0) return frameOf(deps, path, visit, noSuchPage(visit.words), who)
  const shown = frameOf(deps, path, visit, otherMethod(visit.words), who)
  return { ...shown, headers: { ...shown.headers, allow: allow.join(', ') } }
}

/** Its security policy is that of its path (infra/site.ts). */
const mailAlone = ({ mail }: Mail): HttpResponse => ({
  statusCode: 200,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body: mail,
})

const frameOf = (
  { publication, assets, newKey }: ConsoleDeps,
  path: string,
  { language, words }: Visited,
  { title, main, head, isStale, status = 200 }: Shown,
  who?: Caller,
): HttpResponse => {
  const shown = page(
    status,
    consoleShell({
      ...{ publication, language, path, title, main: withFormKeys(main, newKey), assets: assets.paths },
      ...defined({ head, who: who && { by: who.by, role: words.roles[who.role ?? 'none'] } }),
    }),
  )
  // htmx then fetches the whole page (its reference, "Response Headers").
  return isStale ? { ...shown, headers: { ...shown.headers, 'hx-refresh': 'true' } } : shown
}
