import type { StatusAnswer } from '../../api/answers/statuses.ts'
import { type Html, html } from '../../web/html.ts'
import { type Counts, mostFirst, totalOf } from '../frame/counts.ts'
import type { Visit } from '../visit.ts'
import { namedIn } from '../words/named.ts'

type Audience = StatusAnswer['audience']

/** The account as one bar. Its parts are always all the readers there were. */
export const accountBar = (audience: Audience, { words, format }: Pick<Visit, 'words' | 'format'>): Html => {
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
  return html`<div class="bar"><svg viewBox="0 0 100 1" preserveAspectRatio="none" role="img" aria-label="${told}">${parts}</svg></div>`
}

/** How many are done with, of how many who are not left out. */
export const progressOf = ({ candidates, waiting, excluded }: Audience): { done: number; of: number } => {
  const of = candidates - totalOf(excluded)
  return { done: of - waiting, of }
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

/** When it goes or went, in words. */
export const whenOf = (
  { send }: Pick<StatusAnswer, 'send'>,
  { words, format }: Pick<Visit, 'words' | 'format'>,
): string => {
  if (send.ownZones) return words.send.own(send.ownZones.replace('T', ' '))
  const at = send.frozen?.at ?? send.at
  return at ? format.time(at) : words.send.at
}
