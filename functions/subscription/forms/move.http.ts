import { wordsOf } from '../../publication/words.ts'
import type { HttpRequest, HttpResponse } from '../../web/form-http.ts'
import type { Admission } from '../limits/network-limit.ts'
import type { NotifyReader } from '../mails/notify-reader.ts'
import { type AddressProblem, readAddress } from '../states/address.ts'
import type { createMove, MoveSeen } from '../states/confirm-move.ts'
import type { PreferencesUseCase } from '../states/preferences.ts'
import type { ReaderLinks } from '../states/reader-links.ts'
import type { Subscriber } from '../states/subscriber.ts'
import { languageOf } from './answer-language.ts'
import { constantTimeAnswer } from './constant-time-answer.ts'
import { fieldOf, isPost, readerPage, type Site, tokenOf } from './form-request.ts'
import { forgedAnswer } from './message.page.ts'
import { addressPage, checkNewInboxPage, movedPage, movePage, movePath, notMovedPage } from './move.page.ts'
import { answerNoReader } from './preferences.http.ts'
import { tooMany } from './too-many.http.ts'

export type MoveHttpDeps = {
  site: Site
  /** For links to preferences. */
  preferences: Pick<PreferencesUseCase, 'look'>
  /** Whether the visitor's network, and then this reader, may have a link mailed now. */
  admit: (request: HttpRequest, reader: Subscriber) => Promise<Admission>
  /** Has a link mailed to an address, unless it wants no mail or has had enough of them. */
  ask: (reader: Subscriber, address: string) => Promise<string>
  move: ReturnType<typeof createMove>
  /** From which network a form is sent, as the evidence of consent keeps it. */
  networkOf: (request: HttpRequest) => string | undefined
  readerLink: ReaderLinks
  tell: NotifyReader
  /** Called with the outcome of each post, without addresses. */
  onOutcome: (outcome: { outcome: string }) => void
  now: () => number
  wait: (ms: number) => Promise<unknown>
}

/**
 * POST /preferences/address?token= has a link mailed to another address. The answer reveals nothing about that address,
 * neither by its content nor by its timing. GET /preferences/move?token= asks whoever opens the link there; POST moves.
 */
export const createMoveHttp =
  (deps: MoveHttpDeps) =>
  (request: HttpRequest): Promise<HttpResponse> =>
    request.routeKey.endsWith(` ${movePath}`) ? carryOut(deps, request) : askForIt(deps, request)

const askForIt = async (deps: MoveHttpDeps, request: HttpRequest): Promise<HttpResponse> => {
  const { site, preferences, admit, ask, onOutcome } = deps
  const token = tokenOf(request)
  const found = await preferences.look(token)
  const language = languageOf(request, site.publication, 'subscriber' in found ? found.subscriber : undefined)
  if (found.outcome !== 'found' && found.outcome !== 'saved')
    return answerNoReader(found, { site, language, token })
  const reader = found.subscriber
  const typed = fieldOf(request, 'address') ?? ''
  const asked = (problems: Record<string, string>) =>
    addressPage(site, reader.email, { language, token, problems, typed })
  if (!isPost(request)) return readerPage(200, asked({}))
  const refuse = (problem: AddressProblem | 'addressSame') =>
    readerPage(400, asked({ address: wordsOf(language).forms.problems[problem] }))
  const read = readAddress(typed)
  if (read.outcome === 'refused') return refuse(read.problem)
  const admission = await admit(request, reader)
  if (admission.outcome === 'over') {
    onOutcome({ outcome: 'over' })
    return tooMany({ site, request }, language, admission.retryAfterSeconds)
  }
  // Counted, since whoever was forwarded a mail could guess the masked address by it.
  if (read.address === reader.email) return refuse('addressSame')
  return constantTimeAnswer(async () => {
    onOutcome({ outcome: await ask(reader, read.address) })
    return readerPage(202, checkNewInboxPage(site, language, typed.trim(), token))
  }, deps)
}

const carryOut = async (deps: MoveHttpDeps, request: HttpRequest): Promise<HttpResponse> => {
  const { move, networkOf, tell, onOutcome } = deps
  const token = tokenOf(request)
  if (!isPost(request)) return answer(await move.look(token), deps, request)
  const found = await move.move(token, networkOf(request))
  onOutcome({ outcome: found.outcome })
  if (found.outcome === 'moved' && found.left) await tell('moved', found.left)
  return answer(found, deps, request)
}

const answer = (found: MoveSeen, { site, readerLink }: MoveHttpDeps, request: HttpRequest): HttpResponse => {
  const language = languageOf(request, site.publication, found.subscriber)
  switch (found.outcome) {
    case 'waiting':
      return readerPage(200, movePage(site, language, found.newAddress.email, tokenOf(request)))
    case 'moved': {
      const { id, email } = found.subscriber
      const { url: preferencesUrl } = readerLink('preferences', id)
      return readerPage(200, movedPage(site, language, { email, preferencesUrl }))
    }
    case 'taken':
      return readerPage(409, notMovedPage(site, language, 'taken'))
    case 'forged':
      return forgedAnswer(site, language)
    default:
      return readerPage(410, notMovedPage(site, language, 'gone'))
  }
}
