import type { Language } from '../../publication/language.ts'
import { type Words, wordsOf } from '../../publication/words.ts'
import { fieldsOf, type HttpRequest, type HttpResponse } from '../../web/form-http.ts'
import type { NotifyReader } from '../mails/notify-reader.ts'
import { type ChoiceProblem, type FieldProblem, readChoice } from '../states/choice.ts'
import { pauseOf } from '../states/pause.ts'
import { readPause, zoneOf } from '../states/pause-days.ts'
import type { Preferences, PreferencesUseCase } from '../states/preferences.ts'
import type { ReaderLinks } from '../states/reader-links.ts'
import { languageOf } from './answer-language.ts'
import { erasedPage } from './erased.page.ts'
import { isPost, readerPage, type Site, tokenOf } from './form-request.ts'
import { forgedAnswer } from './message.page.ts'
import { preferencesEndedPage, preferencesPage } from './preferences.page.ts'
import { postedChoice } from './shown-choice.ts'
import { notSubscribedPage } from './unsubscribe.page.ts'
import { dataLink } from './your-data.page.ts'

export type PreferencesHttpDeps = {
  site: Site
  preferences: PreferencesUseCase
  readerLink: ReaderLinks
  tell: NotifyReader
  /** Unix ms. */
  now: () => number
}

/**
 * GET /preferences?token= shows the preferences; POST /preferences saves them, or begins or ends a pause (`pause`, see
 * `readPause`).
 */
export const createPreferencesHttp =
  (deps: PreferencesHttpDeps) =>
  async (request: HttpRequest): Promise<HttpResponse> => {
    const { site, preferences, tell } = deps
    const context = { ...deps, request, token: tokenOf(request) }
    const before = await preferences.look(context.token)
    if (!isPost(request) || before.outcome !== 'found') return answer(before, context)
    const posted = fieldsOf(request)
    if (Object.hasOwn(posted, 'pause')) return changePause(before, posted, context)
    const { choice, problems } = readChoice(posted, site.publication, before.subscriber)
    if (problems.length > 0) return answer(before, { ...context, posted, problems })
    const saved = await preferences.save(context.token, choice)
    if (saved.outcome === 'saved' && saved.tell) await tell('changed', saved.subscriber)
    return answer(saved, { ...context, note: ({ preferences: { saved } }) => saved })
  }

type Context = PreferencesHttpDeps & {
  request: HttpRequest
  token: string
  /** What to say where it was done. */
  note?: (words: Words['forms']) => string
  /** The refused form, shown again as it was filled in. */
  posted?: Record<string, unknown>
  problems?: FieldProblem<ChoiceProblem | 'pauseDayWrong'>[]
}

const changePause = async (
  before: Preferences & { outcome: 'found' },
  posted: Record<string, unknown>,
  context: Context,
): Promise<HttpResponse> => {
  const { site, preferences, tell, token, now } = context
  const asked = readPause(posted, now(), zoneOf(before.subscriber, site.publication))
  if (asked === 'wrong')
    return answer(before, { ...context, problems: [{ field: 'until', problem: 'pauseDayWrong' }] })
  if (asked === 'end')
    return answer(await preferences.unpause(token), { ...context, note: ({ pause }) => pause.ended })
  const saved = await preferences.pause(token, asked.until)
  if (saved.outcome === 'saved' && saved.tell) await tell('paused', saved.subscriber)
  return answer(saved, context)
}

const answer = (found: Preferences, context: Context) => {
  const { site, request, token, readerLink, now, note, posted, problems = [] } = context
  const language = languageOf(request, site.publication, found.subscriber)
  if (found.outcome !== 'found' && found.outcome !== 'saved')
    return answerNoReader(found, { site, language, token })
  const { subscriber, claim } = found
  const texts = problems.map(({ field, problem }) => [field, wordsOf(language).forms.problems[problem]])
  const chosen = posted ? postedChoice(posted, site.publication, subscriber) : subscriber
  const unsubscribe = readerLink('unsubscribe', subscriber.id, claim.send).token
  return readerPage(
    problems.length > 0 ? 400 : 200,
    preferencesPage({
      site,
      language,
      reader: subscriber,
      fromIssue: claim.send !== '',
      chosen,
      problems: Object.fromEntries(texts),
      pause: {
        until: pauseOf(subscriber, now())?.until,
        now: now(),
        zone: zoneOf(subscriber, site.publication),
      },
      note: found.outcome === 'saved' ? note?.(wordsOf(language).forms) : undefined,
      tokens: { preferences: token, unsubscribe },
    }),
  )
}

/** Answers a link to preferences by which nothing can be changed (any more). */
export const answerNoReader = (
  found: Exclude<Preferences, { outcome: 'found' | 'saved' }>,
  { site, language, token }: { site: Site; language: Language; token: string },
): HttpResponse => {
  switch (found.outcome) {
    case 'forged':
      return forgedAnswer(site, language)
    case 'expired':
      return readerPage(410, preferencesEndedPage(site, language))
    case 'erased':
      return readerPage(410, erasedPage(site, language, found.at))
    case 'not-subscribed': {
      const { subscriber } = found
      const more = subscriber && dataLink(token, language)
      return readerPage(410, notSubscribedPage(site, language, subscriber?.email, more))
    }
  }
}
