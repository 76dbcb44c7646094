import type { StatusAnswer } from '../functions/api/answers.ts'
import { readSendTime } from '../functions/api/read-send-time.ts'
import type { Filter, Send } from '../functions/sending/ledger/send.ts'
import { audienceOf, goesWhen } from './describe-send.ts'
import { account } from './send-summary.ts'
import type { TerminalIo } from './terminal-io.ts'

/** What was asked of a send, as it was typed. */
export type AskedOfSend = {
  at?: string | undefined
  ownZones?: boolean | undefined
  filter?: Filter | undefined
}

/**
 * What is to be said where a send is asked for that is there already: how it stands, as `status` says it, and what was
 * asked now and is not taken, with the command that does it.
 * @param me whoever asks, see `askedBy`
 * @returns `isOtherwise`: something else was asked of it now
 */
export const standingSend = (
  io: Pick<TerminalIo, 'style' | 'now'>,
  status: StatusAnswer,
  asked: AskedOfSend,
  me: readonly string[] = [],
): { lines: string[]; isOtherwise: boolean } => {
  const { send, timeZone } = status
  const notTaken = [...otherTime(io, status, asked), ...otherReaders(send, asked)]
  const isWaiting = waits(send, io.now())
  return {
    lines: [
      `${send.id} was asked for already, and is made only once. This is how it stands:`,
      ...account(io, status, timeZone, me),
      ...notTaken,
      ...(isWaiting ? [`To send it not at all: masthead cancel ${send.id}`] : []),
    ],
    isOtherwise: notTaken.length > 0,
  }
}

/** Its time lies ahead, whether or not something holds it too. */
const waits = ({ frozen, at, cancelledAt }: Send, now: number): boolean =>
  !frozen && !cancelledAt && at !== undefined && Date.parse(at) > now

const otherTime = (
  { now }: Pick<TerminalIo, 'now'>,
  { send, timeZone }: StatusAnswer,
  { at, ownZones = false }: AskedOfSend,
): string[] => {
  const read = readSendTime(at, ownZones, timeZone)
  // The service has refused a time that is none.
  if (read.outcome === 'refused') return []
  const { time } = read
  const isSame = time.ownZones ? time.ownZones === send.ownZones : !send.ownZones && time.at === send.at
  const isWaiting = waits(send, now())
  // To ask for what went at once, or has begun, without a time asks for nothing else.
  if (isSame || (at === undefined && !isWaiting)) return []
  const move = ['masthead reschedule', send.id, at && `--at ${at}`, ownZones && '--own-zones']
  return [
    `Not taken: that it goes ${goesWhen(time, timeZone)}.${isWaiting ? ` To ${at ? 'move it there' : 'send it now'}: ${move.filter(Boolean).join(' ')}` : ''}`,
  ]
}

const otherReaders = (send: Send, { filter }: AskedOfSend): string[] => {
  const { filter: _, ...all } = send
  const [its, wanted] = [audienceOf(send), audienceOf({ ...all, ...(filter && { filter }) })]
  return its === wanted
    ? []
    : [`Not taken: that it goes to ${wanted}. To those, too: --purpose NAME makes a send of its own`]
}
