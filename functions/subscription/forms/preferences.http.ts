import { wordsOf } from '../../publication/words.ts'
import { fieldsOf, type HttpRequest, type HttpResponse } from '../../web/form-http.ts'
import type { NotifyReader } from '../mails/notify-reader.ts'
import { readChoice } from '../states/choice.ts'
import type { Preferences, PreferencesUseCase } from '../states/preferences.ts'
import type { ReaderLinks } from '../states/reader-links.ts'
import { forgedAnswer } from './message.page.ts'
import { preferencesEndedPage, preferencesPage } from './preferences.page.ts'
import { isPost, languageOf, readerPage, type Site, tokenOf } from './request.ts'
import { postedChoice } from './shown-choice.ts'
import { notSubscribedPage } from './unsubscribe.page.ts'

export type PreferencesHttpDeps = {
  site: Site
  preferences: PreferencesUseCase
  readerLink: ReaderLinks
  tell: NotifyReader
}

/** GET /preferences?token= shows the preferences; POST /preferences saves them. */
export const createPreferencesHttp =
  ({ site, preferences, readerLink, tell }: PreferencesHttpDeps) =>
  async (request: HttpRequest): Promise<HttpResponse> => {
    const token = tokenOf(request)
    const before = await preferences.look(token)
    if (!isPost(request) || before.outcome !== 'found')
      return answer(before, { site, request, token, readerLink })
    const posted = fieldsOf(request)
    const { choice, problems } = readChoice(posted, site.publication, before.subscriber)
    if (problems.length > 0) return answer(before, { site, request, token, readerLink, posted, problems })
    const saved = await preferences.save(token, choice)
    if (saved.outcome === 'saved' && saved.tell) await tell('changed', saved.subscriber)
    return answer(saved, { site, request, token, readerLink })
  }

type Context = {
  site: Site
  request: HttpRequest
  token: string
  readerLink: ReaderLinks
  /** The refused form, shown again as it was filled in. */
  posted?: Record<string, unknown>
  problems?: ReturnType<typeof readChoice>['problems']
}

const answer = (found: Preferences, { site, request, token, readerLink, posted, problems = [] }: Context) => {
  const language = languageOf(request, site.publication, found.subscriber)
  if (found.outcome === 'forged') return forgedAnswer(site, language)
  if (found.outcome === 'expired') return readerPage(410, preferencesEndedPage(site, language))
  if (found.outcome === 'not-subscribed') return readerPage(410, notSubscribedPage(site, language))
  const { subscriber, claim } = found
  const texts = problems.map(({ field, problem }) => [field, wordsOf(language).forms.problems[problem]])
  const chosen = posted ? postedChoice(posted, site.publication, subscriber) : subscriber
  const unsubscribe = readerLink('unsubscribe', subscriber.id, claim.send).token
  return readerPage(
    problems.length > 0 ? 400 : 200,
    preferencesPage({
      site,
      language,
      chosen,
      problems: Object.fromEntries(texts),
      saved: found.outcome === 'saved',
      tokens: { preferences: token, unsubscribe },
    }),
  )
}
