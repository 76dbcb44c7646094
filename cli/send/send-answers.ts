import type { SendAnswer } from '../../functions/api/answers/sends.ts'
import { localTime } from '../terminal/format.ts'
import { audienceOf, goesWhen } from './describe-send.ts'
import { whyHeld } from './send-summary.ts'

/** What to say of a send that is made now, or goes on: when, to whom, and what holds it. */
export const made = ({ send, timeZone }: SendAnswer): string[] => [
  send.reopening
    ? `${send.id} goes on, to those who were left out when it was cancelled`
    : `${send.id} goes ${goesWhen(send, timeZone)}${send.ownZones ? ',' : ''} to ${audienceOf(send, timeZone)}`,
  // To ask anew ends a person's pause of before, and nothing else that held it.
  ...whyHeld(send, timeZone).map(([, why]) => `It stands still: ${why}`),
]

/** What was typed. */
type AskedAnew = {
  purpose?: string
  yes?: boolean
  at?: string
  ownZones?: boolean
  languageIs?: string[]
  topic?: string[]
  where?: Map<string, string[]>
  segment?: string
  allAtOnce?: boolean
}

/** The options that say for whom and when, as they were typed: whoever repeats the command asks for the same. */
const whomAndWhen = (asked: AskedAnew): string[] => {
  const { at, ownZones, languageIs = [], topic = [], where = new Map(), segment, allAtOnce } = asked
  return [
    ...(at ? ['--at', at] : []),
    ...(ownZones ? ['--own-zones'] : []),
    ...(languageIs.length > 0 ? ['--language-is', ...languageIs] : []),
    ...(topic.length > 0 ? ['--topic', ...topic] : []),
    ...[...where].flatMap(([field, answers]) =>
      answers.flatMap((one: string) => ['--where', quoted(`${field}=${one}`)]),
    ),
    ...(segment ? ['--segment', quoted(segment)] : []),
    ...(allAtOnce ? ['--all-at-once'] : []),
  ]
}

/** As a shell takes it for one word. */
const quoted = (word: string): string =>
  /^[\w.,:=@/-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`

/** What to say of a send that was cancelled, and that nobody has asked for anew. */
export const cancelled = (
  { send: { id, issue, cancelledAt = '', frozen }, timeZone }: SendAnswer,
  asked: AskedAnew,
): string => {
  const { purpose, yes } = asked
  // A send that had begun has reached some.
  const whom = frozen ? 'nobody else' : 'nobody'
  const again = [
    ...[issue, ...(purpose ? ['--purpose', purpose] : [])],
    ...(frozen ? [] : whomAndWhen(asked)),
    ...['--anew', ...(yes ? ['--yes'] : [])],
  ]
  return `${id} was cancelled on ${localTime(cancelledAt, timeZone)}: ${whom} will get it. To send it after all: masthead send ${again.join(' ')}`
}
