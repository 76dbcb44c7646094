import type { Links } from '../../runtime/signed-links.ts'
import type { HttpRequest, HttpResponse } from '../../web/form-http.ts'
import type { Subscribers } from '../states/change-subscriber.ts'
import { mailActOf, type RatedMessage } from '../states/mail-act-message.ts'
import { personIn } from '../states/subscriber.ts'
import { erasedPage } from './erased.page.ts'
import { fieldOf, isPost, languageOf, readerPage, type Site, tokenOf } from './form-request.ts'
import { forgedAnswer } from './message.page.ts'
import { ratedPage, ratingAnswers, ratingPage } from './rating.page.ts'

export type RatingHttpDeps = {
  site: Site
  links: Pick<Links, 'verify'>
  subscribers: Pick<Subscribers, 'get'>
  /** Unix ms. */
  now: () => number
  /** The database's time once it has answered, Unix ms. */
  databaseTime: () => number
  /** Has the send count it. When it fails, so does the form: the reader may press again. */
  count: (rated: Omit<RatedMessage, 'kind'>) => Promise<void>
}

/**
 * GET /rating?token=&answer= asks, with the answer of the link standing out, and changes nothing, since mail scanners follow links; POST
 * has it counted. Any answer stands until the next one.
 */
export const createRatingHttp =
  ({ site, links, subscribers, now, databaseTime, count }: RatingHttpDeps) =>
  async (request: HttpRequest): Promise<HttpResponse> => {
    const token = tokenOf(request)
    const verified = links.verify(token, 'rating', now())
    if (verified.outcome === 'forged') return forgedAnswer(site, languageOf(request, site.publication))
    const { send, subscriber } = verified.claim
    const row = await subscribers.get(subscriber)
    const reader = personIn(row)
    const language = languageOf(request, site.publication, reader)
    if (row?.status === 'erased') return readerPage(410, erasedPage(site, language, row.at))
    const said = isPost(request) ? fieldOf(request, 'answer') : request.queryStringParameters?.answer
    const answer = ratingAnswers.find((one) => one === said)
    if (!isPost(request) || !answer)
      return readerPage(isPost(request) ? 400 : 200, ratingPage(site, language, { token, answer }))
    const at = Math.floor(databaseTime() / 1_000)
    await count({ ...mailActOf(send, subscriber, reader), worth: answer === 'yes', at })
    return readerPage(200, ratedPage(site, language, issueOf(send), answer))
  }

/** A send's id is its issue's, two hyphens and its purpose, which holds no two hyphens in a row. */
const issueOf = (send: string): string => send.slice(0, send.lastIndexOf('--'))
