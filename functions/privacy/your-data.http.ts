import { languageOf } from '../subscription/forms/answer-language.ts'
import { erasedPage } from '../subscription/forms/erased.page.ts'
import { isPost, readerPage, type Site, tokenOf } from '../subscription/forms/form-request.ts'
import { forgedAnswer } from '../subscription/forms/message.page.ts'
import { preferencesEndedPage } from '../subscription/forms/preferences.page.ts'
import { notSubscribedPage } from '../subscription/forms/unsubscribe.page.ts'
import { erasePath } from '../subscription/forms/your-data.page.ts'
import { type HttpRequest, type HttpResponse, json } from '../web/form-http.ts'
import { erasedNowPage, erasePage, yourDataPage } from './erase.page.ts'
import type { Copied, Erasing, YourData, YourDataUseCase } from './your-data.ts'

export type YourDataHttpDeps = {
  site: Site
  yourData: YourDataUseCase
  /** Unix ms. */
  now: () => number
}

/**
 * GET /preferences/data?token= shows what a reader may do with their data; POST answers with all of it as a file. A POST,
 * although it changes nothing: its token is in no URL, log or history, and no scanner that follows links has the file pass
 * through it. GET /preferences/erase?token= says what erasing means; POST does it.
 */
export const createYourDataHttp =
  ({ site, yourData, now }: YourDataHttpDeps) =>
  async (request: HttpRequest): Promise<HttpResponse> => {
    const token = tokenOf(request)
    const isErasing = request.routeKey.endsWith(` ${erasePath}`)
    const carryOut = isErasing ? yourData.erase : yourData.copy
    const found = await (isPost(request) ? carryOut : yourData.look)(token)
    return answer(found, { site, request, token, now: now(), page: isErasing ? erasePage : yourDataPage })
  }

type Context = { site: Site; request: HttpRequest; token: string; now: number; page: typeof erasePage }

const answer = (found: YourData | Copied | Erasing, context: Context): HttpResponse => {
  const { site, request, token, now, page } = context
  const reader = 'reader' in found ? found.reader : undefined
  const language = languageOf(request, site.publication, reader)
  switch (found.outcome) {
    case 'found':
      return readerPage(
        200,
        page({ site, language, reader: found.reader, token, fromIssue: found.fromIssue, now }),
      )
    case 'copied':
      return file(`${site.publication.id}-my-data.json`, found.copy)
    case 'done':
      return readerPage(200, erasedNowPage(site, language, found.at))
    case 'erased':
      // Pressed twice, it is still done; everything else of theirs is gone.
      return readerPage(
        isPost(request) && page === erasePage ? 200 : 410,
        erasedPage(site, language, found.at),
      )
    case 'nobody':
      return readerPage(410, notSubscribedPage(site, language))
    case 'expired':
      return readerPage(410, preferencesEndedPage(site, language))
    case 'forged':
      return forgedAnswer(site, language)
  }
}

const file = (name: string, value: unknown): HttpResponse => {
  const answer = json(200, value)
  return {
    ...answer,
    headers: {
      ...answer.headers,
      'content-disposition': `attachment; filename="${name}"`,
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    },
    body: JSON.stringify(value, null, 2),
  }
}
