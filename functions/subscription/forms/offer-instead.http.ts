import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { fieldsOf, type HttpRequest, type HttpResponse } from '../../web/form-http.ts'
import type { NotifyReader } from '../mails/notify-reader.ts'
import { readChoice } from '../states/choice.ts'
import { pauseOf } from '../states/pause.ts'
import { readPause, zoneOf } from '../states/pause-days.ts'
import type { PreferencesUseCase } from '../states/preferences.ts'
import type { Subscriber } from '../states/subscriber.ts'
import { languageOf } from './answer-language.ts'
import { readerPage, type Site } from './form-request.ts'
import { keptPage, pausedPage, type StayProps } from './offer-instead.page.ts'
import { unsubscribePage } from './unsubscribe.page.ts'

export type StayDeps = {
  site: Site
  /** For links that unsubscribe. */
  preferences: Pick<PreferencesUseCase, 'look' | 'pause' | 'unpause' | 'keepTopics'>
  tell: NotifyReader
  /** Unix ms. */
  now: () => number
}

type Asking = { token: string; reader: Subscriber; language: Language; posted: Record<string, unknown> }

/** What the page that unsubscribes offers instead: a pause (`pause`), or fewer topics (`fewer`, `topics`). */
export const createStay = ({ site, preferences, tell, now }: StayDeps) => {
  const propsOf = ({ token, reader, language }: Omit<Asking, 'posted'>): StayProps => ({
    ...{ site, language, token, email: reader.email, topics: reader.topics },
    pause: { until: pauseOf(reader, now())?.until, now: now(), zone: zoneOf(reader, site.publication) },
  })

  const changePause = async (asking: Asking): Promise<HttpResponse | undefined> => {
    const { token, reader, posted } = asking
    const asked = readPause(posted, now(), zoneOf(reader, site.publication))
    if (asked === 'wrong') return undefined
    const saved = await (asked === 'end' ? preferences.unpause(token) : preferences.pause(token, asked.until))
    if (saved.outcome !== 'saved') return undefined
    if (saved.tell) await tell('paused', saved.subscriber)
    return readerPage(200, pausedPage(propsOf({ ...asking, reader: saved.subscriber })))
  }

  const chooseTopics = async (asking: Asking): Promise<HttpResponse | undefined> => {
    const { token, reader, posted, language } = asking
    const topics = [posted.topics].flat().map((topic) => String(topic ?? ''))
    const { choice, problems } = readChoice({ topics }, site.publication, reader)
    if (problems.length > 0) {
      const texts = problems.map(({ field, problem }) => [field, wordsOf(language).forms.problems[problem]])
      const stay = { ...propsOf(asking), topics, problems: Object.fromEntries(texts) }
      return readerPage(400, unsubscribePage(site, language, { email: reader.email, token, stay }))
    }
    const saved = await preferences.keepTopics(token, choice.topics)
    if (saved.outcome !== 'saved') return undefined
    if (saved.tell) await tell('changed', saved.subscriber)
    return readerPage(200, keptPage(propsOf({ ...asking, reader: saved.subscriber })))
  }

  return {
    /** @returns undefined for whoever receives nothing yet */
    offers: (reader: Subscriber, token: string, language: Language): StayProps | undefined =>
      reader.status === 'active' ? propsOf({ token, reader, language }) : undefined,
    /** @returns undefined when nothing was changed: they are no reader (any more), or asked for no such thing */
    answer: async (request: HttpRequest, token: string): Promise<HttpResponse | undefined> => {
      const posted = fieldsOf(request)
      const found = await preferences.look(token)
      if (found.outcome !== 'found') return undefined
      const reader = found.subscriber
      const asking = { token, reader, posted, language: languageOf(request, site.publication, reader) }
      return Object.hasOwn(posted, 'pause') ? changePause(asking) : chooseTopics(asking)
    },
  }
}
export type Stay = ReturnType<typeof createStay>
