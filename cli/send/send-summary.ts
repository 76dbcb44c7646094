import type { PressedLink, StatusAnswer } from '../../functions/api/answers/statuses.ts'
import { deliveredBy } from '../../functions/sending/ledger/delivery-times.ts'
import type { SendStatus } from '../../functions/sending/status/status.ts'
import { askedBy } from '../service/token-owner.ts'
import { duration, localTime, number, plural, reasons, table, total } from '../terminal/format.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'
import { correctionName, type Sends } from './correction-name.ts'
import { audienceOf, whenOf } from './describe-send.ts'

/** As a list of sends has it, which says nothing of links and times, or as one send has it. */
type Accounted = SendStatus & Pick<StatusAnswer, 'links' | 'deliveries'>

/**
 * A send's accounting: every candidate is in exactly one of the lines. Before the send begins there are none.
 * @param me who is looking, see `askedBy`
 */
export const account = (
  { style }: Pick<TerminalIo, 'style'>,
  status: Accounted,
  timeZone: string,
  me: readonly string[] = [],
  sources: Sends = new Map(),
): string[] => {
  const { send, state, batches } = status
  const asked = `${localTime(send.requestedAt, timeZone)} by ${askedBy(send.by, me)}`
  // Nobody is counted before the send begins.
  const hasBegun = send.frozen !== undefined
  return [
    `${style('bold', send.id)}  ${state}`,
    ...table([
      ...rowOf('is', correctionName(send, sources)),
      ['for', audienceOf(send, timeZone)],
      ['asked for', asked],
      ['due', whenOf(send, timeZone)],
      ...rowOf(
        'pace',
        send.allAtOnce && `all at once: the domain is known, says ${askedBy(send.allAtOnce, me)}`,
      ),
      ...rowOf('warm-up', warmUpOf(status, timeZone)),
      ...(hasBegun
        ? [['batches', `${number(batches.closed)} of ${plural(batches.planned, 'batch', 'batches')} closed`]]
        : []),
      // A cancelled send cannot go on.
      ...(state === 'cancelled' ? [] : whyHeld(send, timeZone)),
      ...rowOf('speed', speedOf(status)),
      ...rowOf('not counted', notCounted(status)),
      ...rowOf('next due', status.nextDue && localTime(status.nextDue, timeZone)),
    ]).map(indent),
    ...(hasBegun ? figures(status, timeZone).map(indent) : []),
  ]
}

const figures = (status: Accounted, timeZone: string): string[] => {
  const { audience, reports, links = [] } = status
  const sums: [string, number, string][] = [
    ['candidates', audience.candidates, ''],
    ['= accepted', audience.accepted, ''],
    ['+ excluded', total(audience.excluded), reasons(audience.excluded)],
    ['+ failed', total(audience.failed), reasons(audience.failed)],
    ['+ uncertain', audience.uncertain, ''],
    ['+ waiting', audience.waiting, ''],
  ]
  return [
    ...table(
      sums.map(([name, count, why]) => [name, number(count), why]),
      [1],
    ),
    `SES reports ${number(reports.delivered)} delivered, ${number(reports.bounced)} bounced for good, ${number(reports.softBounced)} for now, ${number(reports.complained)} complained; ${number(reports.unsubscribed)} unsubscribed by its mails`,
    ...delivered(status, timeZone),
    ...seen(reports),
    ...rated(reports),
    ...pressed(links),
  ]
}

const delivered = ({ state, deliveries }: Accounted, timeZone: string): string[] =>
  state === 'finished' && deliveries
    ? [
        `half of these were delivered by ${localTime(deliveredBy(deliveries, 0.5), timeZone)}, nine in ten by ${localTime(deliveredBy(deliveries, 0.9), timeZone)}`,
      ]
    : []

/** Nobody is seen where the publication does not follow opens and clicks. */
const seen = ({ opened, openedByMachine, clicked, clickedByMachine }: SendStatus['reports']): string[] =>
  opened + openedByMachine + clicked + clickedByMachine === 0
    ? []
    : [
        `opened by ${number(opened)}, and only by machines at ${number(openedByMachine)} more; links followed by ${number(clicked)}, and only by machines at ${number(clickedByMachine)} more`,
      ]

/** Most links shown: the others are in `--json`. */
const mostLinks = 10

const pressed = (links: readonly PressedLink[]): string[] =>
  links.length === 0
    ? []
    : [
        'links pressed, by people:',
        ...table(
          links.slice(0, mostLinks).map(({ address, people }) => [number(people), address]),
          [0],
        ).map(indent),
        ...(links.length > mostLinks
          ? [indent(`and ${number(links.length - mostLinks)} more (--json)`)]
          : []),
      ]

/** Nobody has where readers are not asked. */
const rated = ({ worthReading, notWorthReading }: SendStatus['reports']): string[] =>
  worthReading + notWorthReading === 0
    ? []
    : [`worth reading: ${number(worthReading)} yes, ${number(notWorthReading)} no`]

const holdWords: Partial<Record<string, string>> = {
  person: 'paused by a person',
  overdue: 'its time was missed by more than 6 hours',
  reputation: 'too many bounces or complaints',
  quota: 'SES takes no more mail today',
  account: 'SES refuses the account',
  approval: 'waits for a second person',
}

// A newer version of the service may know causes that this one does not.
const inWords = (cause: string): string => holdWords[cause] ?? cause

/** Why a send stands still, and how it goes on. */
export const whyHeld = (send: SendStatus['send'], timeZone: string): [string, string][] =>
  Object.entries(send.holds).map(([cause, since]) => {
    const why = [
      inWords(cause),
      ...(cause === 'account' && send.heldBecause ? [`(${send.heldBecause})`] : []),
    ].join(' ')
    if (cause === 'approval') return ['approval', approvalOf(send)]
    const how = cause === 'quota' ? 'goes on by itself' : `go on with: masthead resume ${send.id}`
    return ['held', `${why}, since ${localTime(since, timeZone)}; ${how}`]
  })

/** Until it is planned nobody knows for how many it is. */
const approvalOf = ({ id, frozen, approval }: SendStatus['send']): string => {
  const waits = `${frozen ? 'waits' : 'will wait'} for a second person if it is for more than ${plural(approval?.above ?? 0, 'reader')}: masthead approve ${id}`
  const lapsed = approval?.lapsed
  return lapsed ? `${waits} (${lapsed.by} approved it ${lapsedWords[lapsed.why]})` : waits
}

const lapsedWords = {
  editions: 'before it was published anew, which does not hold any more',
  readers: 'for many fewer readers, which does not hold any more',
}

/** `slice 2 of 5, next at …`: the rest waits for days. */
const warmUpOf = ({ warmUp }: SendStatus, timeZone: string): string | undefined =>
  warmUp &&
  `slice ${warmUp.slice} of ${warmUp.of}${warmUp.next ? `, next on ${localTime(warmUp.next, timeZone)}` : ''}`

const rowOf = (name: string, value: string | undefined): [string, string][] => (value ? [[name, value]] : [])

const notCounted = ({ unreadable = [] }: SendStatus): string | undefined =>
  unreadable.length > 0
    ? unreadable
        .map((place) =>
          place === 'all' ? 'what cannot be read of it' : `what cannot be read of range ${place}`,
        )
        .join(', ')
    : undefined

/** `12 a second, 3 min left`. */
const speedOf = ({ rate, estimateSeconds = 0 }: SendStatus): string | undefined => {
  if (rate === undefined) return undefined
  const rounded = rate < 10 ? rate.toFixed(1) : number(Math.round(rate))
  return `${rounded} a second, ${duration(estimateSeconds)} left`
}

const indent = (line: string) => `  ${line}`

/** How much of a send is settled, 0 to 1; undefined before anybody is in it. */
export const shareSettled = ({
  audience: { candidates, waiting },
}: Pick<SendStatus, 'audience'>): number | undefined =>
  candidates === 0 ? undefined : (candidates - waiting) / candidates

/** One line while a send is under way. */
export const sendingLine = (status: SendStatus, timeZone: string): string => {
  const { state, audience, nextDue, warmUp } = status
  const { candidates, waiting, accepted } = audience
  if (candidates === 0) return state
  const settled = candidates - waiting
  return [
    `${state}: ${Math.floor((settled * 100) / candidates)} % (${number(settled)} of ${number(candidates)})`,
    `${number(accepted)} accepted`,
    speedOf(status),
    warmUp && `slice ${warmUp.slice} of ${warmUp.of}`,
    nextDue && `more at ${localTime(nextDue, timeZone)}`,
  ]
    .filter(Boolean)
    .join(', ')
}

/** All sends, a line each. */
export const overview = (statuses: SendStatus[], timeZone: string): string[] => {
  const sends: Sends = new Map(statuses.map(({ send }) => [send.id, send]))
  return table(
    statuses.map(({ send, state, audience: { accepted, candidates }, unreadable }) => [
      send.id,
      state === 'held' ? `held: ${Object.keys(send.holds).map(inWords).join(', ')}` : state,
      // Before planning, the total is not known.
      ...(unreadable
        ? ['–', 'not known: some of it cannot be read']
        : candidates > 0
          ? [number(accepted), `of ${number(candidates)} accepted`]
          : ['–', '']),
      whenOf(send, timeZone),
      correctionName(send, sends) ?? '',
    ]),
    [2],
  )
}
