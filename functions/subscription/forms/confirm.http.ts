import type { HttpRequest, HttpResponse } from '../../web/form-http.ts'
import type { Confirm } from '../states/confirm.ts'
import type { ReaderLinks } from '../states/reader-links.ts'
import { languageOf } from './answer-language.ts'
import { confirmPage, subscribedPage, tooLatePage } from './confirm.page.ts'
import { erasedPage } from './erased.page.ts'
import { isPost, readerPage, type Site, tokenOf } from './form-request.ts'
import { forgedAnswer } from './message.page.ts'

export type ConfirmHttpDeps = {
  site: Site
  confirm: Confirm
  /** From which network the button is pressed, as the evidence of consent keeps it. */
  networkOf: (request: HttpRequest) => string | undefined
  readerLink: ReaderLinks
}

/** GET /confirm?token= asks for a confirmation; POST /confirm carries it out. */
export const createConfirmHttp =
  ({ site, confirm, networkOf, readerLink }: ConfirmHttpDeps) =>
  async (request: HttpRequest): Promise<HttpResponse> => {
    const token = tokenOf(request)
    const found = isPost(request)
      ? await confirm.confirm(token, networkOf(request))
      : await confirm.look(token)
    const language = languageOf(request, site.publication, found.subscriber)
    switch (found.outcome) {
      case 'waiting':
        return readerPage(200, confirmPage(site, language, found.subscriber, token))
      case 'subscribed': {
        const { id, email } = found.subscriber
        const preferences = readerLink('preferences', id)
        return readerPage(200, subscribedPage(site, language, { email, preferences }))
      }
      case 'forged':
        return forgedAnswer(site, language)
      case 'erased':
        return readerPage(410, erasedPage(site, language, found.at))
      default:
        return readerPage(410, tooLatePage(site, language, found.outcome))
    }
  }
