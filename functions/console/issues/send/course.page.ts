import type { SendTime } from '../../../api/answers/sends.ts'
import type { QuotaAnswer } from '../../../api/answers/service.ts'
import { shareOfSends } from '../../../sending/deliver/account-rate.ts'
import { spanOf } from '../../../sending/schedule/time-zone-slots.ts'
import { type Html, html } from '../../../web/html.ts'
import { type Figure, figures } from '../../frame/facts.page.ts'
import type { Visit } from '../../visit.ts'
import { beginOf, type Forecast, forecastOf, priceOf } from './forecast.ts'

export type Course = {
  readers: number
  /** The warm-up's, a day each. */
  slices: readonly number[] | undefined
  when: SendTime
  quota: QuotaAnswer | undefined
}

const iso = (ms: number): string => new Date(ms).toISOString()
const dayMs = 86_400_000

/** When it goes, how long that takes, whether the quota stops it, and what SES costs. */
export const courseOf = (course: Course, visit: Visit): Html => {
  const { words } = visit
  const texts = words.sending
  const { readers, slices, when, quota } = course
  const begin = beginOf(when, visit.now)
  const forecast = quota && forecastOf({ portions: slices ?? [readers], quota, begin, now: visit.now })
  return html`${figures([
    goes(when, visit),
    ...(forecast && quota ? pace(course, forecast, quota, visit) : []),
    [texts.cost, price(readers, visit), texts.costNote],
  ])}
${!quota && html`<p class="quietly">${texts.quotaUnknown}</p>`}${quota && !forecast && html`<p class="state held">${texts.mayNot}</p>`}`
}

const goes = ({ at, ownZones }: SendTime, { words, format, now }: Visit): Figure => {
  const texts = words.sending
  if (ownZones) {
    const { first, last } = spanOf(ownZones)
    return [
      texts.goes,
      ownZones.slice(0, 16).replace('T', ' '),
      texts.ownSpan(format.time(iso(Math.max(now, first))), format.time(iso(last))),
    ]
  }
  return [
    texts.goes,
    at ? format.time(at) : words.sending.now,
    at ? `${format.fromNow(at)} · ${words.send.nowIs(format.now)}` : texts.today,
  ]
}

const pace = (
  { readers, slices, when }: Course,
  { last, stops }: Forecast,
  { rate, max, sent }: QuotaAnswer,
  { words, format }: Visit,
): Figure[] => {
  const texts = words.sending
  const aSecond = rate * shareOfSends
  const rounded = format.number(Math.round(aSecond * 10) / 10)
  const days = (slices?.length ?? 1) - 1
  // Whose clocks are behind get it last, however fast it goes.
  const until = when.ownZones ? Math.max(last, spanOf(when.ownZones).last + days * dayMs) : last
  const isAtOnce = !stops && !slices && !when.ownZones
  const left = format.number(Math.max(0, max - sent))
  return [
    isAtOnce
      ? [texts.takes, format.duration(readers / aSecond), texts.takesNote(rounded)]
      : [words.overview.rate, words.overview.aSecond(rounded)],
    [texts.last, format.time(iso(until)), texts.lastNote],
    stops
      ? [texts.quota, texts.stops(format.number(stops.after)), texts.stopsNote(format.time(iso(stops.until)))]
      : [texts.quota, max < 0 ? texts.noLimit : texts.fits, max >= 0 && texts.fitsNote(left)],
  ]
}

const price = (mails: number, { words, language }: Visit): string => {
  const usd = priceOf(mails)
  if (usd < 0.01) return words.sending.underACent
  return new Intl.NumberFormat(language, { style: 'currency', currency: 'USD' }).format(usd)
}
