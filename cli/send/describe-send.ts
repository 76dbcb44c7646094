import { defined } from '../../functions/runtime/defined.ts'
import type { Filter, Send } from '../../functions/sending/ledger/send.ts'
import { spanOf } from '../../functions/sending/schedule/time-zone-slots.ts'
import { writeRule } from '../../functions/subscription/segments/write-rule.ts'
import { localTime, number } from '../terminal/format.ts'

/** Describes whom a send is for. @param timeZone of the times in it */
export const audienceOf = ({ test, series, filter }: Send, timeZone: string): string => {
  if (test) return `${test.address || 'somebody who is erased'} (a test, ${test.language})`
  if (series) return 'new readers'
  if (filter?.corrects) return `whoever got ${filter.corrects.send} with a fault`
  return filter ? `readers with ${partsOf(filter, timeZone).join('; ')}` : 'all readers'
}

const partsOf = ({ languages, topics, fields = {}, segment }: Filter, timeZone: string): string[] => [
  ...Object.entries({
    ...defined({ language: languages, topic: topics }),
    ...fields,
  }).map(
    // An empty answer is a plain no.
    ([name, wanted]) => `${name} ${wanted.map((one) => one || 'no').join(' or ')}`,
  ),
  ...(segment ? [`${writeRule(segment.rule, timeZone)}${segment.name ? ` (${segment.name})` : ''}`] : []),
]

/** When a send that is made now will go, worded for a sentence: `now`, or `at …`. */
export const goesWhen = (send: Pick<Send, 'at' | 'ownZones'>, timeZone: string): string =>
  send.at || send.ownZones ? `at ${whenOf({ ...send, requestedAt: '' }, timeZone)}` : 'now'

/** The plan of a send that is warmed up: how many readers on which day. @param isNow its first day is today */
export const overDays = (slices: readonly number[], isNow: boolean): string[] => {
  const named = isNow ? ['today', 'tomorrow'] : ['first', 'a day later']
  const days = slices.map((size, day) => `${number(size)} ${named[day] ?? `after ${day} days`}`)
  return [
    `It goes out over ${slices.length} days, about ${days.join(', ')}: mailbox providers do not know so much mail from here yet`,
    'Where they do, from before you moved here: --all-at-once',
  ]
}

/** When a send goes or went: one time, or the span of a local time around the Earth. */
export const whenOf = (
  { at, ownZones, requestedAt }: Pick<Send, 'at' | 'ownZones' | 'requestedAt'>,
  timeZone: string,
): string => {
  if (!ownZones) return localTime(at ?? requestedAt, timeZone)
  const { first, last } = spanOf(ownZones)
  const [from, to] = [first, last].map((ms) => localTime(new Date(ms).toISOString(), timeZone))
  return `${ownZones.slice(0, 16).replace('T', ' ')} by each reader’s clock, from ${from} to ${to}`
}
