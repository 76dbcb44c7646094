import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type HttpRequest, type HttpResponse, json, wantsJson } from '../../web/form-http.ts'
import { readerPage, type Site } from './form-request.ts'
import { messagePage } from './message.page.ts'

/** Answers a network that has sent too many forms: 429 with `Retry-After` (RFC 6585 §4). */
export const tooMany = (
  { site, request }: { site: Site; request: HttpRequest },
  language: Language,
  seconds: number,
): HttpResponse => {
  const headers = { 'retry-after': String(seconds) }
  const { title, text } = wordsOf(language).forms.tooMany
  const message = text(waitingTime(seconds, language))
  if (!wantsJson(request))
    return readerPage(429, messagePage(site, language, { title, text: message }), headers)
  const answer = json(429, { problems: [{ field: 'body', problem: 'tooMany', message }] })
  return { ...answer, headers: { ...answer.headers, ...headers } }
}

/** For example `12 minutes`, rounded up. */
const waitingTime = (seconds: number, language: Language): string => {
  const [unit, length] = seconds > 3_600 ? (['hour', 3_600] as const) : (['minute', 60] as const)
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' })
  return format.format(Math.ceil(seconds / length))
}
