import type { Cloud } from '../../infra/local/cloud.ts'
import type { Choice } from './choose.ts'
import { factor } from './clock.ts'
import { type Account, compare } from './compare.ts'
import { readLedger } from './ledger.ts'
import type { Meddler } from './meddle.ts'
import type { Arrival } from './meddle-mail.ts'
import type { People } from './people.ts'
import type { Outcome } from './run.ts'
import type { Victims } from './victims.ts'

type Expected = { recipients: number; audience: string[]; candidates: number }
type Seen = {
  choice: Choice
  meddler: Meddler
  people: People
  victims: Victims
  cloud: Cloud
  account: Account
  send: string
}

const chunk = 50
/** How old a reader's state may be when a call to SES begins, and how long a call may be on its way out of a busy process. */
const freshMs = 2_000 + 200 * factor

/** What a run has come to: SES's own record beside the ledger, and what was promised to readers. */
export const judge = async (
  { audience, candidates }: Expected,
  { choice, meddler, people, victims, cloud, account, send }: Seen,
): Promise<Outcome> => {
  const mails = new Map<string, number>()
  for (const { tags } of await cloud.accepted())
    if (tags.send === send) mails.set(tags.subscriber!, (mails.get(tags.subscriber!) ?? 0) + 1)
  const simulated = (id: string) => meddler.mail.simulated.has(id)
  const { wrong, ...verdict } = compare({
    audience,
    candidates,
    mails,
    letters: await readLedger(cloud, send),
    account,
    leaving: (id) => people.asked.has(id) || simulated(id),
    refused: (id) => meddler.mail.refused.has(id),
    cancelled: choice.cancel !== undefined,
  })
  const arrivals = meddler.mail.arrivals
  const afterwards = arrivals.filter((arrival) => tooLate(arrival, people.left, victims))
  const timeouts = cloud.problems().filter(({ kind }) => kind === 'timeout').length
  const { kills, stops } = victims.count
  const most = (kills + stops + timeouts) * chunk + meddler.mail.unanswered
  return {
    seed: choice.seed,
    kills: kills + timeouts,
    ...verdict,
    afterUnsubscribe: afterwards.length,
    wrong: [
      ...wrong,
      ...afterwards.map(({ subscriber }) => `${subscriber} was mailed after they had left`),
      ...(verdict.uncertain <= most
        ? []
        : [`${verdict.uncertain} uncertain, and at most ${most} can be told by kills`]),
      ...whilePaused(arrivals, people.pauses),
      ...cloud
        .problems()
        .filter(({ kind }) => kind === 'denied')
        .map(({ where, what }) => `${where}: ${what}`),
    ],
  }
}

/** Whether a call began on a state from before the reader was told that they get no more; a stopped worker's time stands still. */
const tooLate = (
  { subscriber, at, sandbox }: Arrival,
  left: Map<string, number>,
  { stoppedFor }: Victims,
): boolean => {
  const since = left.get(subscriber)
  return since !== undefined && at - since - stoppedFor(sandbox, since, at) > freshMs
}

/** A worker finishes the chunk that it has begun, and no more. */
const whilePaused = (arrivals: Arrival[], pauses: People['pauses']): string[] =>
  pauses.flatMap(({ from, to }) => {
    const readers = new Map<string, Set<string>>()
    for (const { at, sandbox, subscriber } of arrivals) {
      if (at <= from || at >= to) continue
      readers.set(sandbox, (readers.get(sandbox) ?? new Set()).add(subscriber))
    }
    return [...readers]
      .filter(([, { size }]) => size > chunk)
      .map(([sandbox, { size }]) => `${sandbox} mailed ${size} readers while the send was paused`)
  })
