import { fieldsOf, type HttpRequest, type HttpResponse } from '../../web/form-http.ts'
import type { NotifyReader } from '../mails/notify-reader.ts'
import type { Unsubscribe, Unsubscribed } from '../states/unsubscribe.ts'
import { forgedAnswer } from './message.page.ts'
import { fieldOf, isPost, languageOf, readerPage, type Site, tokenOf } from './request.ts'
import { notSubscribedPage, unsubscribedPage, unsubscribePage } from './unsubscribe.page.ts'

export type UnsubscribeHttpDeps = {
  site: Site
  unsubscribe: Unsubscribe
  tell: NotifyReader
  /** Called with the outcome of each post. */
  onOutcome: (outcome: { outcome: Unsubscribed['outcome']; how: How; send?: string }) => void
}

type How = 'page' | 'one-click' | 'neither'

/**
 * GET /unsubscribe?token= asks; POST unsubscribes. A POST comes from the page's own form, or from a mailbox provider as
 * an RFC 8058 one-click request to the link itself, which expects a plain 200 without redirects or cookies (§3.1,
 * §3.2). A POST to the link without the one-click marker does nothing.
 */
export const createUnsubscribeHttp =
  ({ site, unsubscribe, tell, onOutcome }: UnsubscribeHttpDeps) =>
  async (request: HttpRequest): Promise<HttpResponse> => {
    const token = tokenOf(request)
    if (!isPost(request)) return answer(await unsubscribe.look(token), { site, request, token })
    const how = howOf(request)
    const found: Unsubscribed =
      how === 'neither' ? { outcome: 'forged' } : await unsubscribe.unsubscribe(token)
    onOutcome({ outcome: found.outcome, how, ...('send' in found && { send: found.send }) })
    // A reader who unsubscribed with one click in their mailbox needs no goodbye mail.
    if (how === 'page' && found.outcome === 'ended' && found.left) await tell('goodbye', found.subscriber)
    return answer(found, { site, request, token })
  }

const howOf = (request: HttpRequest): How => {
  if (fieldOf(request, 'token')) return 'page'
  const markers = [fieldsOf(request)['List-Unsubscribe']].flat()
  return markers.some(isMarker) ? 'one-click' : 'neither'
}

/** Accept a marker that a provider repeats or ends with a line break. */
const isMarker = (value: unknown) => typeof value === 'string' && value.trim() === 'One-Click'

type Context = { site: Site; request: HttpRequest; token: string }

const answer = (found: Unsubscribed, { site, request, token }: Context): HttpResponse => {
  const language = languageOf(request, site.publication, found.subscriber)
  switch (found.outcome) {
    case 'subscribed':
      return readerPage(200, unsubscribePage(site, language, token))
    case 'ended':
      return readerPage(200, unsubscribedPage(site, language))
    case 'not-subscribed':
      return readerPage(200, notSubscribedPage(site, language))
    case 'forged':
      return forgedAnswer(site, language)
  }
}
