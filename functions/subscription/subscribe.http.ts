import { fieldsOf, type HttpRequest, type HttpResponse, json, wantsJson } from '../platform/http.ts'
import type { Language } from '../platform/language.ts'
import { wordsOf } from '../platform/words.ts'
import { fieldOf, isPost, languageOf, readerPage, type Site } from './request.ts'
import { postedChoice } from './shown-choice.ts'
import { readSignUp, type SignUpProblem } from './sign-up.ts'
import { steady } from './steady.ts'
import { checkInboxPage, consentWording, subscribePage } from './subscribe.page.ts'
import type { SignedUp, Subscribe } from './subscribe.ts'

export type SubscribeHttpDeps = {
  site: Site
  subscribe: Subscribe
  /** Told of what became of each form, without the address. */
  onOutcome: (outcome: SignedUp | { outcome: 'trapped' }) => void
  now: () => number
  wait: (ms: number) => Promise<unknown>
}

/** GET and POST /subscribe. Whoever posts learns nothing of the address: not by the answer, not by its time. */
export const createSubscribeHttp =
  ({ site, subscribe, onOutcome, now, wait }: SubscribeHttpDeps) =>
  async (request: HttpRequest): Promise<HttpResponse> => {
    const language = languageOf(request, site.publication)
    if (!isPost(request)) return form(200, site, language, request)
    const read = readSignUp(fieldsOf(request), site.publication, language)
    if (read.outcome === 'refused') return refusal(read.problems, site, language, request)
    const shown = request.queryStringParameters?.language ?? ''
    const wording = consentWording(site, site.publication.languages.includes(shown) ? shown : language)
    await steady(
      async () => onOutcome(read.outcome === 'trapped' ? read : await subscribe(read.signUp, wording)),
      { now, wait },
    )
    return wantsJson(request)
      ? json(202, { status: 'check-your-inbox' })
      : readerPage(202, checkInboxPage(site, language))
  }

const refusal = (problems: SignUpProblem[], site: Site, language: Language, request: HttpRequest) => {
  const texts = problems.map(({ field, problem }) => ({
    field,
    message: wordsOf(language).forms.problems[problem],
  }))
  if (wantsJson(request)) return json(400, { problems: texts })
  return form(
    400,
    site,
    language,
    request,
    Object.fromEntries(texts.map(({ field, message }) => [field, message])),
  )
}

const form = (
  status: number,
  site: Site,
  language: Language,
  request: HttpRequest,
  problems: Record<string, string> = {},
) => {
  const given = {
    email: fieldOf(request, 'email') ?? '',
    ...postedChoice(fieldsOf(request), site.publication, { language, topics: [] }),
  }
  return readerPage(status, subscribePage({ site, language, given, problems }))
}
