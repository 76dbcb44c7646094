import { issueName } from '../edition/model/issue-name.ts'
import type { PublishedIssue } from '../edition/model/published-issue.ts'
import { issueGonePage } from '../edition/pages/gone.page.ts'
import type { Language } from '../publication/language.ts'
import type { Links } from '../runtime/signed-links.ts'
import { languageOf } from '../subscription/forms/answer-language.ts'
import { erasedPage } from '../subscription/forms/erased.page.ts'
import { fieldOf, isPost, readerPage, type Site, tokenOf } from '../subscription/forms/form-request.ts'
import { forgedAnswer } from '../subscription/forms/message.page.ts'
import { opens } from '../subscription/states/former-addresses.ts'
import { mailActOf, type RatedMessage } from '../subscription/states/mail-act-message.ts'
import type { SubscriberId } from '../subscription/states/reader-id.ts'
import { personIn, type ReaderRow } from '../subscription/states/subscriber.ts'
import type { HttpRequest, HttpResponse } from '../web/form-http.ts'
import { ratedPage, ratingAnswers, ratingPage } from './rating.page.ts'

export type RatingHttpDeps = {
  site: Site
  links: Pick<Links, 'verify'>
  /** Readers by any id that was ever theirs. */
  subscribers: { get(id: SubscriberId): Promise<ReaderRow | undefined> }
  /** Issues that were ever published. */
  editions: { issue(id: string): Promise<PublishedIssue | undefined> }
  /** Unix ms. */
  now: () => number
  /** The database's time once it has answered, Unix ms. */
  databaseTime: () => number
  /** Has the send count it. When it fails, so does the form: the reader may press again. */
  count: (rated: Omit<RatedMessage, 'kind'>) => Promise<void>
}

/**
 * GET /rating?token=&answer= asks, with the answer of the link standing out, and changes nothing, since mail scanners follow links; POST
 * has it counted. Any answer stands until the next one. Of an issue that was taken down nothing is asked, and nothing counted.
 */
export const createRatingHttp =
  ({ site, links, subscribers, editions, now, databaseTime, count }: RatingHttpDeps) =>
  async (request: HttpRequest): Promise<HttpResponse> => {
    const token = tokenOf(request)
    const verified = links.verify(token, 'rating', now())
    if (verified.outcome === 'forged') return forgedAnswer(site, languageOf(request, site.publication))
    const { send, subscriber } = verified.claim
    const id = issueOf(send)
    const [row, published] = await Promise.all([subscribers.get(subscriber), editions.issue(id)])
    const reader = personIn(row)
    const language = languageOf(request, site.publication, opens(subscriber, reader) ? reader : undefined)
    if (row?.status === 'erased') return readerPage(410, erasedPage(site, language, row.at))
    if (published?.gone) return readerPage(410, issueGonePage({ ...site, language }))
    const issue = { id, name: nameOf(site, published, language) }
    const said = isPost(request) ? fieldOf(request, 'answer') : request.queryStringParameters?.answer
    const answer = ratingAnswers.find((one) => one === said)
    if (!isPost(request) || !answer)
      return readerPage(isPost(request) ? 400 : 200, ratingPage(site, language, { token, answer, issue }))
    const at = Math.floor(databaseTime() / 1_000)
    await count({ ...mailActOf(send, subscriber, reader), worth: answer === 'yes', at })
    return readerPage(200, ratedPage(site, language, issue, answer))
  }

/** A send's id is its issue's, two hyphens and its purpose, which holds no two hyphens in a row. */
const issueOf = (send: string): string => send.slice(0, send.lastIndexOf('--'))

const nameOf = ({ publication }: Site, published: PublishedIssue | undefined, language: Language) =>
  issueName(published ?? {}, language, publication.names[language]!)
