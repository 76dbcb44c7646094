import type { StatusAnswer } from '../../api/answers/statuses.ts'
import { type Html, html } from '../../web/html.ts'
import { type Counts, mostFirst, totalOf } from '../frame/counts.ts'
import { momentOf } from '../frame/table.page.ts'
import type { Visit } from '../visit.ts'
import { namedIn } from '../words/named.ts'

type Audience = StatusAnswer['audience']

/**
 * The account as one bar. Its parts are always all the readers there were.
 * @param share of a send that goes on: how much of it is done, 0 to 1
 */
export const accountBar = (
  audience: Audience,
  { words, format }: Pick<Visit, 'words' | 'format'>,
  share?: number,
): Html => {
  const all = Math.max(audience.candidates, 1)
  const shares = [
    ['accepted', audience.accepted],
    ['uncertain', audience.uncertain],
    ['failed', totalOf(audience.failed)],
    ['excluded', totalOf(audience.excluded)],
  ] as const
  let from = 0
  const parts = shares.map(([name, count]) => {
    const [x, width] = [from, (count / all) * 100]
    from += width
    return html`<rect class="${name}" x="${x.toFixed(2)}" width="${width.toFixed(2)}" height="1"/>`
  })
  const told = shares.map(([name, count]) => `${words.send[name]} ${format.number(count)}`).join(words.comma)
  const bar = (role: Html) =>
    html`<div class="bar"><svg viewBox="0 0 100 1" preserveAspectRatio="none" ${role}>${parts}</svg></div>`
  if (share === undefined) return bar(html`role="img" aria-label="${told}"`)
  const percent = Math.floor(share * 100)
  return bar(
    html`role="progressbar" aria-label="${words.send.progress}" aria-valuemin="0" aria-valuemax="100" aria-valuenow="${percent}" aria-valuetext="${format.share(percent, 100)}${words.comma}${told}"`,
  )
}

/** How many are done with, of how many who are not left out: those are no part of what is to be done. */
export const progressOf = ({ candidates, waiting, excluded }: Audience): { done: number; of: number } => {
  const of = candidates - totalOf(excluded)
  return { done: of - waiting, of }
}

/** Whether it is still being found out who its readers are: a share of them says nothing yet. */
export const isChoosing = (state: StatusAnswer['state']): boolean =>
  state === 'starting' || state === 'planning'

/**
 * How much is done, 0 to 1. As long as it is shown anew it does not go back, whatever order sums are read in.
 * @param least what was shown before, as the page asks for itself
 */
export const shareDone = (
  { state, audience }: Pick<StatusAnswer, 'state' | 'audience'>,
  least = '',
): number => {
  if (isChoosing(state)) return 0
  const { done, of } = progressOf(audience)
  const before = /^[01](\.\d{1,4})?$/.test(least) ? Math.min(1, Number(least)) : 0
  return Math.max(before, of === 0 ? 0 : Math.min(1, done / of))
}

/** `unsubscribed 10, paused 2`, the most first. */
export const reasonsIn = (counts: Counts, { words, format }: Pick<Visit, 'words' | 'format'>): string =>
  mostFirst(counts)
    .map(([reason, count]) => `${namedIn(words.send.reasons, reason)} ${format.number(count)}`)
    .join(words.comma)

/** Why a send is on hold, in words; undefined when it is not. */
export const whyHeld = (
  { send: { holds } }: Pick<StatusAnswer, 'send'>,
  words: Visit['words'],
): string | undefined => {
  const causes = Object.keys(holds).map((cause) => namedIn(words.holds, cause))
  return causes.length > 0 ? causes.join(words.comma) : undefined
}

export const stateMark = (state: StatusAnswer['state'], words: Visit['words']): Html =>
  html`<span class="state ${state}">${words.states[state]}</span>`

/** The same in a list: how far off that is. */
export const momentOfSend = (
  status: Pick<StatusAnswer, 'send'>,
  visit: Pick<Visit, 'words' | 'format'>,
): Html | string => {
  const { frozen, at, ownZones } = status.send
  const instant = ownZones ? undefined : (frozen?.at ?? at)
  return instant ? momentOf(instant, visit.format) : whenOf(status, visit)
}

/** When it is due that has not begun, how far off that is, and what time it is now, so that nobody reckons in a wrong zone. */
export const dueBesideNow = (
  status: Pick<StatusAnswer, 'send' | 'state'>,
  { words, format }: Pick<Visit, 'words' | 'format'>,
): string => {
  const { send, state } = status
  const when = whenOf(status, { words, format })
  if (state !== 'scheduled') return when
  return [when, send.at && format.fromNow(send.at), words.send.nowIs(format.now)].filter(Boolean).join(' · ')
}

/** When it goes or went, in words. */
export const whenOf = (
  { send }: Pick<StatusAnswer, 'send'>,
  { words, format }: Pick<Visit, 'words' | 'format'>,
): string => {
  if (send.ownZones) return words.send.own(send.ownZones.replace('T', ' '))
  const at = send.frozen?.at ?? send.at
  return at ? format.time(at) : words.send.at
}
