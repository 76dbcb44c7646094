import { fieldsOf, type HttpRequest, type HttpResponse } from '../../web/form-http.ts'
import type { NotifyReader } from '../mails/notify-reader.ts'
import { type LeaveReason, leaveReasons } from '../states/leaving.ts'
import { type LeftMessage, mailActOf } from '../states/mail-act-message.ts'
import type { Subscriber } from '../states/subscriber.ts'
import type { Unsubscribe, Unsubscribed } from '../states/unsubscribe.ts'
import { languageOf } from './answer-language.ts'
import { erasedPage } from './erased.page.ts'
import { fieldOf, isPost, readerPage, type Site, tokenOf } from './form-request.ts'
import { forgedAnswer } from './message.page.ts'
import type { Stay } from './offer-instead.http.ts'
import { notSubscribedPage, unsubscribedPage, unsubscribePage } from './unsubscribe.page.ts'

export type UnsubscribeHttpDeps = {
  site: Site
  unsubscribe: Unsubscribe
  stay: Stay
  tell: NotifyReader
  /** Has the send count that a reader left by its mail. It must not fail: leaving has succeeded by then. */
  countLeft: (left: Omit<LeftMessage, 'kind'>) => Promise<void>
  /** Called with the outcome of each post. */
  onOutcome: (outcome: { outcome: Unsubscribed['outcome']; how: How; send?: string }) => void
}

type How = 'page' | 'one-click' | 'neither'

/**
 * GET /unsubscribe?token= asks; POST unsubscribes. A POST comes from the page's own form, or from a mailbox provider as
 * an RFC 8058 one-click request to the link itself, which expects a plain 200 without redirects or cookies (§3.1,
 * §3.2). A POST to the link without the one-click marker does nothing. The page's other forms pause, choose fewer topics
 * (see `offer-instead.http.ts`) or, once the reader has left, say why.
 */
export const createUnsubscribeHttp =
  ({ site, unsubscribe, stay, tell, countLeft, onOutcome }: UnsubscribeHttpDeps) =>
  async (request: HttpRequest): Promise<HttpResponse> => {
    const token = tokenOf(request)
    if (!isPost(request)) return answer(await unsubscribe.look(token), { site, request, token, stay })
    const how = howOf(request)
    const context = { site, request, token, stay, how }
    if (how === 'page' && asks(request, 'pause', 'fewer'))
      return (await stay.answer(request, token)) ?? answer(await unsubscribe.look(token), context)
    if (how === 'page' && asks(request, 'reason')) return explain(unsubscribe, context)
    const found: Unsubscribed =
      how === 'neither' ? { outcome: 'forged' } : await unsubscribe.unsubscribe(token)
    onOutcome({ outcome: found.outcome, how, ...('send' in found && { send: found.send }) })
    const left = leftBy(found)
    if (left) await countLeft(left)
    // A reader who unsubscribed with one click in their mailbox needs no goodbye mail.
    // Whoever did not press it is told that it was.
    const isTold = how === 'page' || ('anothers' in found && found.anothers)
    if (isTold && found.outcome === 'ended' && found.left) await tell('goodbye', found.subscriber)
    return answer(found, context)
  }

/** By which mail somebody left, now or before: whoever presses again has it counted if it was not. */
const leftBy = (found: Unsubscribed): Omit<LeftMessage, 'kind'> | undefined => {
  if (found.outcome !== 'ended' || found.subscriber.status !== 'unsubscribed') return undefined
  const { subscriber } = found
  const send = subscriber.leaving?.send
  // Of another mail than this one it is not known here whose it was.
  if (found.anothers && send !== found.send) return undefined
  // A link of another mail may have been another's, who has joined this reader since.
  return send ? mailActOf(send, send === found.send ? found.by : subscriber.id, subscriber) : undefined
}

const howOf = (request: HttpRequest): How => {
  if (fieldOf(request, 'token')) return 'page'
  const markers = [fieldsOf(request)['List-Unsubscribe']].flat()
  return markers.some(isMarker) ? 'one-click' : 'neither'
}

/** Accept a marker that a provider repeats or ends with a line break. */
const isMarker = (value: unknown) => typeof value === 'string' && value.trim() === 'One-Click'

/** Whether the form has one of these fields. Then it does not unsubscribe, whatever the field says. */
const asks = (request: HttpRequest, ...names: string[]): boolean =>
  names.some((name) => Object.hasOwn(fieldsOf(request), name))

const explain = async (unsubscribe: Unsubscribe, context: Context): Promise<HttpResponse> => {
  const { request, token } = context
  const reason = leaveReasons.find((one) => one === fieldOf(request, 'reason'))
  if (!reason) return answer(await unsubscribe.look(token), context)
  return answer(await unsubscribe.explain(token, reason), { ...context, reason })
}

type Context = {
  site: Site
  request: HttpRequest
  token: string
  stay: Stay
  how?: How
  /** Just said. */
  reason?: LeaveReason
}

const answer = (found: Unsubscribed, context: Context): HttpResponse => {
  const { site, request, token, stay, how, reason } = context
  const reader = 'anothers' in found ? undefined : found.subscriber
  const language = languageOf(request, site.publication, reader)
  switch (found.outcome) {
    case 'subscribed':
      return readerPage(
        200,
        unsubscribePage(site, language, {
          email: reader?.email,
          token,
          stay: reader && stay.offers(reader, token, language),
        }),
      )
    case 'ended': {
      // Nobody reads the answer to one click, and who has said why is not asked again.
      const isAsked = reader && how !== 'one-click' && !hasSaidWhy(reader)
      return readerPage(
        200,
        unsubscribedPage(site, language, {
          email: reader?.email,
          why: reason ? 'thanks' : isAsked ? { token } : undefined,
        }),
      )
    }
    case 'not-subscribed':
      return readerPage(200, notSubscribedPage(site, language, reader?.email))
    case 'erased':
      return readerPage(200, erasedPage(site, language, found.at))
    case 'forged':
      return forgedAnswer(site, language)
  }
}

const hasSaidWhy = (subscriber: Subscriber): boolean =>
  subscriber.status === 'unsubscribed' && subscriber.leaving?.reason !== undefined
