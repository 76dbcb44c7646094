import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import {
  fieldsOf,
  type HttpRequest,
  type HttpResponse,
  isJson,
  json,
  wantsJson,
} from '../../web/form-http.ts'
import type { Admit } from '../limits/network-limit.ts'
import type { Shown } from '../states/consent.ts'
import { formPath, readSignUp, type SignUp, type SignUpProblem } from '../states/read-sign-up.ts'
import type { SignedUp, Subscribe } from '../states/subscribe.ts'
import { languageOf } from './answer-language.ts'
import { constantTimeAnswer } from './constant-time-answer.ts'
import { mayPostJson, preflight, readableByHost, returnTo } from './embeds.ts'
import { fieldOf, isPost, openPage, readerPage, type Site } from './form-request.ts'
import type { FormTokens } from './form-token.ts'
import { postedChoice } from './shown-choice.ts'
import type { Given, SignUpFormProps } from './sign-up-form.page.ts'
import { backField, checkInboxPage, consentWording, subscribePage } from './subscribe.page.ts'
import { tooMany } from './too-many.http.ts'

export type SubscribeHttpDeps = {
  site: Site
  subscribe: Subscribe
  tokens: FormTokens
  /** Whether the visitor's network may sign anybody up now. */
  admit: (request: HttpRequest) => ReturnType<Admit>
  /** From which network a form is sent, as the evidence of consent keeps it. */
  networkOf: (request: HttpRequest) => string | undefined
  /** Called with the outcome of each form, without the address. */
  onOutcome: (outcome: SignedUp | { outcome: 'trapped' | 'over' }) => void
  now: () => number
  wait: (ms: number) => Promise<unknown>
}

/**
 * GET and POST /subscribe. The answer reveals nothing about the address, neither by its content nor by its timing. A
 * form without a fresh token (forms on static pages and other sites have none) leads to our own page, already filled
 * in, and is accepted when sent from there. GET as JSON answers with a fresh token alone, for the script of forms on our
 * static pages; no other site's script can read it. A visitor who goes back from the answer is shown the form as they
 * had filled it in, and signs nobody up by that.
 */
export const createSubscribeHttp =
  (deps: SubscribeHttpDeps) =>
  async (request: HttpRequest): Promise<HttpResponse> => {
    const { site, tokens } = deps
    const { embeds } = site.publication
    const asked: Asked = { site, request, tokens, language: languageOf(request, site.publication) }
    if (request.requestContext.http.method === 'OPTIONS') return preflight(request, embeds)
    if (!isPost(request)) return wantsJson(request) ? json(200, { token: tokens.issue() }) : form(200, asked)
    return readableByHost(await answerPost(asked, deps), request, embeds)
  }

type Asked = { site: Site; request: HttpRequest; tokens: FormTokens; language: Language }

const answerPost = async (asked: Asked, deps: SubscribeHttpDeps): Promise<HttpResponse> => {
  const { site, request, tokens, language } = asked
  const fromScript = isJson(request)
  if (fromScript && !mayPostJson(request, site.publication.embeds, site.siteUrl)) return foreign(asked)
  if (!fromScript && fieldOf(request, backField)) return form(200, asked)
  const read = readSignUp(fieldsOf(request), site.publication, language)
  if (read.outcome === 'refused') return refusal(read.problems, asked)
  if (!fromScript && !tokens.isFresh(fieldOf(request, 'token'))) return again(asked)
  const admission = await deps.admit(request)
  if (admission.outcome === 'over') {
    // Answer at once: this reveals nothing about an address, and a flood must not hold functions open.
    deps.onOutcome({ outcome: 'over' })
    return tooMany(asked, language, admission.retryAfterSeconds)
  }
  return constantTimeAnswer(async () => {
    deps.onOutcome(
      read.outcome === 'trapped'
        ? { outcome: 'trapped' }
        : await deps.subscribe({ ...read.signUp, form: formOf(read.signUp, request) }, shownIn(asked, deps)),
    )
    return accepted(asked)
  }, deps)
}

/** Where consent was given: on our own page, or on the page of the site whose script sent the form. */
const formOf = ({ form }: SignUp, request: HttpRequest): string =>
  isJson(request) ? `${request.headers.origin}${formPath(fieldsOf(request).form) ?? '/'}` : form

const accepted = (asked: Asked): HttpResponse => {
  const { site, request, language } = asked
  if (wantsJson(request)) return json(202, { outcome: 'check-inbox' })
  const location = returnTo(fieldOf(request, 'return'), site.publication.embeds)
  const answer = readerPage(location ? 303 : 202, checkInboxPage(site, language, givenIn(asked)))
  return location ? { ...answer, headers: { ...answer.headers, location } } : answer
}

/** Not 403, because CloudFront replaces that with the site's page for a missing file (infra/site.ts). */
const foreign = (asked: Asked): HttpResponse =>
  json(422, { problems: [{ field: 'origin', ...inWords('originUnknown', asked) }] })

/** The wording in the language that the form was shown in, even if the visitor chose another. */
const shownIn = (
  { site, request, language: answered }: Asked,
  { networkOf }: Pick<SubscribeHttpDeps, 'networkOf'>,
): Shown => {
  const shown = request.queryStringParameters?.language ?? ''
  const language = site.publication.languages.includes(shown) ? shown : answered
  return { wording: consentWording(site, language), language, network: networkOf(request) }
}

const again = (asked: Asked): HttpResponse => {
  if (!wantsJson(asked.request)) return form(200, asked, { again: true })
  return json(422, { problems: [{ field: 'token', ...inWords('tokenStale', asked) }] })
}

const refusal = (problems: SignUpProblem[], asked: Asked): HttpResponse => {
  const found = problems.map(({ field, problem }) => ({ field, ...inWords(problem, asked) }))
  if (wantsJson(asked.request)) return json(422, { problems: found })
  return form(400, asked, {
    problems: Object.fromEntries(found.map(({ field, message }) => [field, message])),
  })
}

const inWords = (
  problem: SignUpProblem['problem'] | 'tokenStale' | 'originUnknown',
  { language }: Asked,
) => ({
  problem,
  message: wordsOf(language).forms.problems[problem],
})

/** What was filled in, valid or not. */
const givenIn = ({ site, request, language }: Asked): Given => {
  const posted = fieldsOf(request)
  return {
    email: fieldOf(request, 'email') ?? '',
    form: formPath(posted.form),
    returnTo: returnTo(posted.return, site.publication.embeds),
    ...postedChoice(posted, site.publication, { language, topics: [] }),
  }
}

const form = (
  status: number,
  asked: Asked,
  more: Partial<Pick<SignUpFormProps, 'problems' | 'again'>> = {},
): HttpResponse => {
  const { site, request, tokens, language } = asked
  const props = { site, language, given: givenIn(asked), token: tokens.issue(), problems: {}, ...more }
  const content = subscribePage(props)
  return isPost(request) ? readerPage(status, content) : openPage(content)
}
