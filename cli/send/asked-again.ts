import type { StatusAnswer } from '../../functions/api/answers/statuses.ts'
import { readSendTime } from '../../functions/api/read-send-time.ts'
import { defined } from '../../functions/runtime/defined.ts'
import type { Filter, Send } from '../../functions/sending/ledger/send.ts'
import type { Segment } from '../../functions/subscription/segments/rule.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'
import { audienceOf, goesWhen } from './describe-send.ts'
import { account } from './send-summary.ts'

/** What somebody asks of a send, as typed. */
export type AskedOfSend = {
  at?: string | undefined
  ownZones?: boolean | undefined
  /** It is not to be warmed up. */
  allAtOnce?: boolean | undefined
  filter?: Filter | undefined
  /** As the service understood it. */
  segment?: Segment | undefined
}

/**
 * What to say when somebody asks for a send that exists already: how it stands, in the words of `status`; and what they
 * asked for now that is not done, with the command that does it.
 * @param me who is asking, see `askedBy`
 * @returns `isOtherwise`: something else was asked for now
 */
export const standingSend = (
  io: Pick<TerminalIo, 'style' | 'now'>,
  status: StatusAnswer,
  asked: AskedOfSend,
  me: readonly string[] = [],
): { lines: string[]; isOtherwise: boolean } => {
  const { send, timeZone } = status
  const notTaken = [
    ...otherTime(io, status, asked),
    ...otherReaders(status, asked),
    ...otherPace(send, asked),
  ]
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

/** Whether its time is still ahead, even if something holds it as well. */
const waits = ({ frozen, at, cancelledAt }: Send, now: number): boolean =>
  !frozen && !cancelledAt && at !== undefined && Date.parse(at) > now

const otherTime = (
  { now }: Pick<TerminalIo, 'now'>,
  { send, timeZone }: StatusAnswer,
  { at, ownZones = false }: AskedOfSend,
): string[] => {
  const read = readSendTime(at, ownZones, timeZone)
  // The service has already refused an invalid time.
  if (read.outcome === 'refused') return []
  const { time } = read
  const isSame = time.ownZones ? time.ownZones === send.ownZones : !send.ownZones && time.at === send.at
  const isWaiting = waits(send, now())
  // Without a time, nothing else is asked of a send that went at once or has begun.
  if (isSame || (at === undefined && !isWaiting)) return []
  const move = ['masthead reschedule', send.id, at && `--at ${at}`, ownZones && '--own-zones']
  return [
    `Not taken: that it goes ${goesWhen(time, timeZone)}.${isWaiting ? ` To ${at ? 'move it there' : 'send it now'}: ${move.filter(Boolean).join(' ')}` : ''}`,
  ]
}

const otherPace = ({ id, issue, frozen, allAtOnce }: Send, asked: AskedOfSend): string[] => {
  // What went, or goes, all at once anyway.
  if (!asked.allAtOnce || allAtOnce || (frozen && !frozen.warmUp)) return []
  const instead = `masthead cancel ${id}, then masthead send ${issue} --all-at-once, and say that it goes after all`
  return [`Not taken: that it goes out all at once.${frozen ? '' : ` For that: ${instead}`}`]
}

const otherReaders = ({ send, timeZone }: StatusAnswer, { filter, segment }: AskedOfSend): string[] => {
  const { filter: _, ...all } = send
  const wholly = { ...filter, ...defined({ segment }) }
  const asked = { ...all, ...(Object.keys(wholly).length > 0 && { filter: wholly }) }
  const [its, wanted] = [audienceOf(send, timeZone), audienceOf(asked, timeZone)]
  return its === wanted
    ? []
    : [`Not taken: that it goes to ${wanted}. To those, too: --purpose NAME makes a send of its own`]
}
