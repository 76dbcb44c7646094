import type { SendStatus } from '../../sending/status.ts'
import { localTime, number, plural, reasons, table, total } from './format.ts'
import type { World } from './world.ts'

/** When a send goes or went. */
const whenOf = ({ send }: Pick<SendStatus, 'send'>, timeZone: string): string =>
  localTime(send.at ?? send.requestedAt, timeZone)

/** Whom a send is for. */
export const audienceOf = ({ test }: SendStatus['send']): string =>
  test ? `${test.address} (a test, ${test.language})` : 'all readers'

/** A send's accounting: every candidate is in exactly one of the lines. */
export const account = ({ style }: Pick<World, 'style'>, status: SendStatus, timeZone: string): string[] => {
  const { send, state, audience, batches, fates } = status
  const asked = `${localTime(send.requestedAt, timeZone)} by ${send.by}`
  const sums: [string, number, string][] = [
    ['candidates', audience.candidates, ''],
    ['= accepted', audience.accepted, ''],
    ['+ excluded', total(audience.excluded), reasons(audience.excluded)],
    ['+ failed', total(audience.failed), reasons(audience.failed)],
    ['+ uncertain', audience.uncertain, ''],
    ['+ waiting', audience.waiting, ''],
  ]
  return [
    `${style('bold', send.id)}  ${state}`,
    ...table([
      ['for', audienceOf(send)],
      ['asked for', asked],
      ['due', whenOf(status, timeZone)],
      ['batches', `${number(batches.closed)} of ${plural(batches.planned, 'batch', 'batches')} closed`],
      ...whyHeld(send, timeZone),
    ]).map(indent),
    ...table(
      sums.map(([name, count, why]) => [name, number(count), why]),
      [1],
    ).map(indent),
    indent(
      `SES reports ${number(fates.delivered)} delivered, ${number(fates.bounced)} bounced, ${number(fates.complained)} complained`,
    ),
  ]
}

const holdWords = {
  person: 'paused by a person',
  overdue: 'its time was missed by more than 6 hours',
  reputation: 'too many bounces or complaints',
} as const

/** Why a send stands still, and how it goes on. */
const whyHeld = ({ id, holds }: SendStatus['send'], timeZone: string): [string, string][] =>
  Object.entries(holds).map(([cause, since]) => [
    'held',
    `${holdWords[cause as keyof typeof holdWords]}, since ${localTime(since, timeZone)}; go on with: masthead resume ${id}`,
  ])

const indent = (line: string) => `  ${line}`

/** One line while a send is under way. */
export const progressLine = ({ state, audience }: SendStatus): string => {
  const settled = audience.candidates - audience.waiting
  return `${state}: ${number(settled)} of ${number(audience.candidates)}, ${number(audience.accepted)} accepted`
}

/** All sends, a line each. */
export const overview = (statuses: SendStatus[], timeZone: string): string[] =>
  table(
    statuses.map((status) => [
      status.send.id,
      status.state,
      number(status.audience.accepted),
      `of ${number(status.audience.candidates)} accepted`,
      whenOf(status, timeZone),
    ]),
    [2],
  )
