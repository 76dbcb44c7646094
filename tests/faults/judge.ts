import { callAndSettleMs } from '../../functions/sending/deliver/deadline-reserves.ts'
import type { Acts } from './acts.ts'
import { mostNotCalled, mostUnderWay } from './bounds.ts'
import { factor } from './clock.ts'
import { judgeEachReader } from './judge-each-reader.ts'
import { judgeEdition } from './judge-edition.ts'
import { judgeTests } from './judge-tests.ts'
import { judgeWelcomes } from './judge-welcomes.ts'
import { judgeZones } from './judge-zones.ts'
import { openLedger } from './ledger.ts'
import type { Arrival } from './meddle-mail.ts'
import type { Outcome } from './outcome.ts'
import type { Readers } from './readers.ts'
import type { Books, Expected, Mails, More, Seen } from './seen.ts'
import { victimFunctions } from './victim-functions.ts'
import type { Doubt, Witness } from './witness.ts'

/** Between the last question and the first byte; in the same turn of the event loop, but the loop may be busy. */
const turnMs = 20 * factor
/** How old a reader's state may be when a call to SES begins. */
const freshMs = 2_000 + turnMs

/** What a run has come to: SES's own record beside the ledger, and what was promised to readers. */
export const judge = async (expected: Expected, seen: Seen): Promise<Omit<Outcome, 'met' | 'seconds'>> => {
  const { choice, meddler, readers, acts, witness, cloud, admin, send } = seen
  const ledger = openLedger(cloud)
  const mails = mailsOf(await cloud.accepted())
  const simulated = (id: string) => meddler.mail.simulated.has(id)
  const total = { lost: 0, repeated: 0, uncertain: 0 }
  const wrong: string[] = []
  const others = acts.sends.filter(({ of }) => of === 'second').map(({ id }) => id)
  for (const one of [send, ...others]) {
    const isForSome = one !== send && choice.second?.how === 'in English'
    const verdict = judgeEachReader({
      audience: expected.audience
        .filter(({ id, language }) => !isForSome || (language === 'en' && !readers.chose.has(id)))
        .map(({ id }) => id),
      candidates: expected.candidates,
      mails: mails(one),
      letters: await ledger.letters(one),
      account: await admin.account(one),
      leaving: (id) => readers.asked.has(id) || simulated(id),
      refused: (id) => meddler.mail.refused.has(id),
      cancelled: one === send && choice.cancel !== undefined,
    })
    total.lost += verdict.lost
    total.repeated += verdict.repeated
    total.uncertain += verdict.uncertain
    wrong.push(...verdict.wrong.map((what) => `${one}: ${what}`))
  }
  const more = await judgeMore(expected, seen, { mails, ledger })
  ledger.close()
  const { arrivals } = meddler.mail
  const afterwards = arrivals.filter((arrival) => isAway(arrival, readers))
  const afterCancel = afterCancelled(seen)
  const { kills } = seen.victims.count
  const timeouts = cloud.problems().filter(({ kind }) => kind === 'timeout')
  const workersTimedOut = timeouts.filter(({ where }) => where === victimFunctions.deliver).length
  const open = witness.underWay() + arrivals.filter(({ became }) => became === 'unanswered').length
  // Whom Lambda kills at the end of its time nobody counts.
  const most = open + workersTimedOut * mostUnderWay(choice.rate)
  return {
    seed: choice.seed,
    kills: kills + timeouts.length,
    lost: total.lost + more.lost,
    repeated: total.repeated + more.repeated,
    uncertain: total.uncertain,
    afterUnsubscribe: afterwards.length,
    afterCancel: afterCancel.length,
    open,
    wrong: [
      ...wrong,
      ...more.wrong,
      ...afterwards.map(({ subscriber }) => `${subscriber} was mailed after they had left`),
      ...afterCancel,
      ...afterLease(arrivals, witness),
      ...doubtful(witness.doubts, seen),
      ...tooManyDoubts(seen),
      ...(total.uncertain <= most
        ? []
        : [`${total.uncertain} uncertain, and ${open} were open at the kills`]),
      ...whilePaused(arrivals, acts.pauses, mostNotCalled(choice.rate)),
      ...witness.wrong,
      ...witness.unmatched().map((row) => `A change of ${row} was seen, and never the one before it`),
      ...cloud
        .problems()
        .filter(({ kind }) => kind === 'denied')
        .map(({ where, what }) => `${where}: ${what}`),
    ],
  }
}

/** What is promised beside a send's own account: tests, the welcome series, readers' own clocks, the edition. */
const judgeMore = async (expected: Expected, seen: Seen, books: Books): Promise<More> => {
  const parts = [
    await judgeTests(seen, books),
    await judgeWelcomes(expected, seen, books),
    judgeZones(expected, seen),
    await judgeEdition(seen),
  ]
  return {
    lost: parts.reduce((sum, { lost }) => sum + lost, 0),
    repeated: parts.reduce((sum, { repeated }) => sum + repeated, 0),
    wrong: parts.flatMap(({ wrong }) => wrong),
  }
}

const mailsOf = (accepted: { tags: Record<string, string> }[]): Mails => {
  const counts = new Map<string, Map<string, number>>()
  for (const { tags } of accepted) {
    const { send = '', subscriber = '' } = tags
    const one = counts.get(send) ?? new Map<string, number>()
    counts.set(send, one.set(subscriber, (one.get(subscriber) ?? 0) + 1))
  }
  return (send) => counts.get(send) ?? new Map<string, number>()
}

/** Whether a call began on a state from before the reader was told that they get no more, however long its sandbox stood still. */
const isAway = ({ subscriber, leftAt }: Arrival, { away }: Readers): boolean =>
  (away.get(subscriber) ?? []).some(({ from, to }) => leftAt - from > freshMs && leftAt < to)

/** A worker calls nobody when its time is over; it is over while a call, and the write after it, still fit into its lease. */
const afterLease = (arrivals: readonly Arrival[], { leases }: Witness): string[] =>
  arrivals.flatMap(({ send, batch, sandbox, subscriber, leftAt }) => {
    const claim = leases.findLast(
      (one) =>
        one.send === send && one.batch === batch && one.sandbox === sandbox && one.from <= leftAt + turnMs,
    )
    const late = claim ? Math.round(leftAt - claim.until + callAndSettleMs) : 0
    // The lease is reckoned from a time that is at most so much later than the database's.
    return late > 2_000 + turnMs ? [`${subscriber} was called ${late} ms after ${sandbox} had to end`] : []
  })

/** Who is uncertain was called and not answered, or marked by a worker that died, stood still or had a wrong clock. */
const doubtful = (doubts: readonly Doubt[], { meddler, victims, witness }: Seen): string[] => {
  const unanswered = new Set(
    meddler.mail.arrivals
      .filter(({ became }) => became === 'unanswered' || became === 'open')
      .map(({ send, batch, index, sandbox }) => `${send} ${batch} ${index} ${sandbox}`),
  )
  return doubts.flatMap(({ send, batch, index, markedBy, doubtedBy }) => {
    const who = `Recipient ${index} of ${batch} of ${send}`
    if (victims.isBefallen(markedBy) || witness.failed.has(markedBy)) return []
    if (markedBy !== doubtedBy)
      return [`${who} is uncertain, and nothing has befallen ${markedBy}, who had marked them`]
    return unanswered.has(`${send} ${batch} ${index} ${markedBy}`)
      ? []
      : [`${who} is uncertain, and ${markedBy} had an answer or did not call`]
  })
}

/**
 * When a claim is taken over from a worker that died or stood still, whose calls were open or not yet written may be
 * uncertain, and of those whom it had not called no more than it marks ahead. A sandbox that woke up may claim the batch
 * again, and die of that claim as well.
 */
const tooManyDoubts = ({ choice, meddler, witness, log }: Seen): string[] => {
  const called = new Set(
    meddler.mail.arrivals.map((one) => `${one.send} ${one.batch} ${one.index} ${one.sandbox}`),
  )
  const counts = new Map<string, { all: number; notCalled: number }>()
  for (const { send, batch, index, markedBy, doubtedBy, at } of witness.doubts) {
    if (markedBy === doubtedBy) continue
    const key = `${markedBy} left to ${doubtedBy} at ${new Date(at).toISOString()} of ${batch} of ${send}`
    const count = counts.get(key) ?? { all: 0, notCalled: 0 }
    count.all += 1
    if (!called.has(`${send} ${batch} ${index} ${markedBy}`)) count.notCalled += 1
    counts.set(key, count)
  }
  for (const [what, { all, notCalled }] of counts)
    log.say(`${what} ${all} uncertain, ${notCalled} not called`)
  return [...counts]
    .filter(([, { notCalled }]) => notCalled > mostNotCalled(choice.rate))
    .map(([what, { all, notCalled }]) => `${what} ${all} uncertain, ${notCalled} of them not called`)
}

/** Each worker finishes what it has marked. */
const beyond = (arrivals: readonly Arrival[], most: number): Map<string, Set<string>> => {
  const readers = new Map<string, Set<string>>()
  for (const { sandbox, subscriber } of arrivals)
    readers.set(sandbox, (readers.get(sandbox) ?? new Set()).add(subscriber))
  return new Map([...readers].filter(([, { size }]) => size > most))
}

const whilePaused = (arrivals: readonly Arrival[], pauses: Acts['pauses'], most: number): string[] =>
  pauses.flatMap(({ send, from, to }) => {
    const meanwhile = arrivals.filter((one) => one.send === send && one.leftAt > from && one.leftAt < to)
    return [...beyond(meanwhile, most)].map(
      ([sandbox, { size }]) => `${sandbox} mailed ${size} readers while the send was paused`,
    )
  })

const afterCancelled = ({ acts, meddler, choice, send }: Seen): string[] => {
  const at = acts.cancelledAt()
  if (at === undefined) return []
  const most = mostNotCalled(choice.rate)
  const later = meddler.mail.arrivals.filter((one) => one.send === send && one.leftAt > at)
  return [...beyond(later, most)].flatMap(([sandbox, readers]) =>
    [...readers].slice(most).map((id) => `${id} was mailed by ${sandbox} after the send was cancelled`),
  )
}
