import type { SesEvent } from '../../../functions/feedback/ses-event.ts'
import type { Engine } from '../engine/engine.ts'
import { latency } from '../engine/latency.ts'
import type { Mishaps } from '../engine/mishaps.ts'
import { type Caller, NoAnswer } from '../engine/network.ts'
import type { CallAnswered, Happened } from '../history.ts'
import type { Line, Mail } from './connect.ts'

/** A report of SES about a call, as the service's feedback queue gets it. */
export type SesReport = { call: number; event: SesEvent }

/** The SES account: its limits, and what is wrong with it. */
export type Account = {
  /** Messages per second, without bursts. */
  rate: number
  /** Messages per 24 hours. */
  daily: number
  /** The probability that a call is throttled although it is within the rate, because others use the account too. */
  throttled: number
  /** The probability that a call waits for seconds before it is sent. */
  slowSigning: number
  /** Between these times every call is answered with an error about the account. */
  troubled?: { from: number; to: number; name: string; message: string }
  /** Addresses that SES rejects for good. */
  refused: ReadonlySet<string>
  /** The probabilities that SES never reports an event, and that a recipient complains. */
  unreported: number
  complained: number
  /** It reports within this many ms. Absent: as usual. */
  reportedWithin?: number
  /** Addresses for which SES gives an unknown answer. */
  odd: ReadonlySet<string>
}

export type SesDeps = {
  engine: Engine
  mishaps: Mishaps
  account: Account
  record: (event: Happened) => void
  /** Called with each report. */
  report: (report: SesReport) => void
  /** The current invocation of a sandbox. */
  runOf: (caller: Caller) => string
}

const timeoutMs = 10_000

/**
 * Amazon SES as a send sees it: it accepts a message, refuses it, or is cut off before or after accepting it, and
 * reports late, twice or never. It keeps a record of every call with true times.
 */
export const createSes = ({ engine, mishaps, account, record, report, runOf }: SesDeps) => {
  const { chance } = engine
  let calls = 0
  let nextFree = 0
  let takenToday = 0

  /** @throws SES's error if it does not accept the message */
  const take = (call: number, { address, tags }: Mail): { MessageId: string } => {
    const [answer, error] = verdict(address)
    record({ is: 'call-answered', at: engine.now(), call, answer })
    if (engine.isTracing) engine.note(`SES: call ${call} to ${address}: ${answer}`)
    if (error) throw error
    record({ is: 'call-taken', at: engine.now(), call })
    takenToday += 1
    publish(call, { address, tags })
    return { MessageId: `m${call}` }
  }

  const verdict = (address: string): [CallAnswered['answer'], Error?] => {
    const now = engine.now()
    const { troubled } = account
    if (troubled && now >= troubled.from && now < troubled.to)
      return ['account', sdkError(troubled.name, troubled.message)]
    if (account.refused.has(address))
      return ['rejected', sdkError('MessageRejected', 'Address is not in a form that can be sent to.')]
    if (account.odd.has(address)) return ['unknown', sdkError('SomethingNewException', 'Nobody knows.')]
    if (takenToday >= account.daily) return ['quota', sdkError('Throttling', 'Daily message quota exceeded.')]
    // No bursts: one slot every 1000 / rate ms, with some tolerance for network delays.
    if (nextFree > now + 1_000 / account.rate + 200)
      return ['throttled', sdkError('Throttling', 'Maximum sending rate exceeded.')]
    nextFree = Math.max(nextFree, now) + 1_000 / account.rate
    if (mishaps.is(account.throttled))
      return ['throttled', sdkError('Throttling', 'Maximum sending rate exceeded.')]
    return ['accepted']
  }

  /** Reports come late, twice or never. */
  const publish = (call: number, { address, tags }: Mail) => {
    const mail = {
      destination: [address],
      tags: Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
    }
    const drawn = chance.next()
    const fate: SesEvent =
      drawn < 0.9 - account.complained
        ? { type: 'other', kind: 'Delivery', mail }
        : drawn < 1 - account.complained
          ? {
              type: 'Bounce',
              mail,
              bounce: { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: [] },
            }
          : { type: 'Complaint', mail, complaint: { complainedRecipients: [] } }
    const { reportedWithin } = account
    const after = (one: number) => (reportedWithin ? one * reportedWithin : reportMs(one))
    const delay: SesEvent = { type: 'other', kind: 'DeliveryDelay', mail }
    for (const event of chance.is(0.1) ? [delay, fate] : [fate]) {
      if (mishaps.is(account.unreported)) continue
      const times = mishaps.is(0.1) ? 2 : 1
      for (let time = 0; time < times; time += 1)
        engine.after(after(chance.next()), 'SES reports', () => report({ call, event }))
    }
  }

  const sendMail = (caller: Caller, mail: Mail): Promise<{ MessageId: string } | undefined> =>
    new Promise((resolve, reject) => {
      const { sandbox } = caller
      const call = ++calls
      const { send = '', batch = '', recipient, subscriber = '', attempt, edition = '' } = mail.tags
      record({
        is: 'call-began',
        at: engine.now(),
        call,
        send,
        batch,
        index: Number(recipient),
        reader: subscriber,
        address: mail.address,
        attempt: Number(attempt),
        edition,
        run: runOf(caller),
      })
      engine.digest.value(mail.tags)
      if (engine.isTracing) engine.note(`${sandbox.name}: calls SES for ${mail.address} (call ${call})`)
      const there = latency(chance)
      const back = 40 + latency(chance)
      const cut = () => reject(new NoAnswer('socket hang up'))
      const mishap = mishaps.draw()
      const lost = () => record({ is: 'call-lost', at: engine.now(), call })
      if (mishap === 'vanished' || mishap === 'refused') {
        lost()
        sandbox.later('network', there + back, 'SES is cut off', cut, cut)
        return
      }
      const isLost = mishap === 'lost-answer' || mishap === 'late' || mishaps.is(0.02)
      if (isLost) mishaps.counts.lostAnswers += 1
      const slow = mishap === 'slow' ? chance.between(2_000, 14_000) : 0
      engine.after(there + slow, `SES hears call ${call}`, () => {
        const answer = (settle: () => void) => {
          const ms = isLost ? (chance.is(0.5) ? back : timeoutMs - there) : back
          const late = there + slow + ms >= timeoutMs
          const isCutWithin = isLost && !late && chance.is(0.3)
          const settled = isCutWithin ? () => resolve(undefined) : isLost || late ? cut : settle
          if (isLost || late) lost()
          sandbox.later(
            'network',
            late ? Math.max(0, timeoutMs - there - slow) : ms,
            'SES answers',
            settled,
            cut,
          )
        }
        try {
          const taken = take(call, mail)
          answer(() => resolve(taken))
        } catch (error) {
          answer(() => reject(error))
        }
      })
      if (slow + there >= timeoutMs) lost()
      if (slow + there >= timeoutMs) sandbox.later('network', timeoutMs, 'SES is given up', cut, cut)
      if (mishap === 'kill' || mishap === 'freeze') strike(mishap, caller, there + back)
    })

  const strike = (mishap: 'kill' | 'freeze', { sandbox, keeper }: Caller, within: number) => {
    const when = within * chance.next()
    engine.after(when, `${sandbox.name}: ${mishap}`, () =>
      mishap === 'kill' ? mishaps.kill(sandbox, keeper) : mishaps.freeze(sandbox, keeper),
    )
  }

  /** A sandbox's connection to SES. */
  const lineOf = (caller: Caller): Line => ({
    send: (mail) => sendMail(caller, mail),
    quota: async () => {
      await caller.sandbox.sleep(latency(chance))
      return { MaxSendRate: account.rate, Max24HourSend: account.daily, SentLast24Hours: takenToday }
    },
    wall: () => caller.sandbox.clocks.wall(),
    sleep: caller.sandbox.sleep,
    signMs: () => (mishaps.is(account.slowSigning) ? chance.between(100, 5_000) : 1),
  })

  return {
    lineOf,
    /** Ends the rolling day. */
    freeQuota: () => {
      takenToday = 0
    },
    isQuotaUsedUp: () => takenToday >= account.daily,
    account,
  }
}
export type Ses = ReturnType<typeof createSes>

const sdkError = (name: string, message: string): Error =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } })

/** Usually within seconds, sometimes hours later. */
const reportMs = (drawn: number): number =>
  drawn < 0.6 ? 50 + drawn * 3_000 : drawn < 0.95 ? drawn * 60_000 : drawn * 2_000_000
