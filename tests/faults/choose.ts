import { createChance } from '../../infra/local/chance.ts'
import { isFrequent, stepNames } from './steps.ts'

export type Kill = { step: string; nth: number; when: 'before' | 'after' }
/** A write that takes effect when its caller has long given up on it; then the caller dies some mails later, or not. */
export type Late = { step: string; nth: number; ms: number; thenKillAfterMails?: number }
/** What happens once so many mails have been accepted. */
export type Moment = { afterMails: number }

export type Choice = {
  seed: number
  /** Into how many ranges the audience is cut. */
  ranges: number
  /** Due in a moment, or at once. Either way it is asked for twice, and by the cadence as well. */
  start: 'at once' | 'by a schedule'
  kills: Kill[]
  late: Late[]
  /** SIGKILL of whatever works just then, some real milliseconds later. */
  strikes: (Moment & { waitMs: number })[]
  /** SIGSTOP of a worker until long after its lease. */
  stops: (Moment & { forMs: number })[]
  /** One worker's wall clock is set ahead or back. */
  clockSteps: (Moment & { ms: number })[]
  pause?: Moment & { forMs: number }
  cancel?: Moment
  /** Readers who leave meanwhile. */
  leavers: Moment[]
  /** How long SES takes to answer, ms. */
  latencyMs: number
  /** How likely each call meets what. */
  rates: Rates
  /** What a person does with the uncertain, when no event was lost. */
  end: 'resend' | 'write-off'
}

export type Rates = {
  database: { throttled: number; cutBefore: number; cutAfter: number }
  mail: Record<
    | 'throttled'
    | 'failedBefore'
    | 'failedAfter'
    | 'cutBefore'
    | 'cutAfter'
    | 'slow'
    | 'refused'
    | 'overQuota',
    number
  >
  queue: { failed: number; cutAfter: number; twice: number; later: number; eventLost: number }
  others: { failed: number }
}

const kinds = stepNames.flatMap((step) => (['before', 'after'] as const).map((when) => ({ step, when })))
/** So many named steps a seed in turn that twenty seeds are past all of them. */
const inTurn = 3
const chunk = 50

/** What a seed does to a run. The same seed chooses the same for an audience of the same size. */
export const choose = (seed: number, recipients: number): Choice => {
  const { is, between, pick } = createChance(seed)
  const nth = (step: string, name: string) => {
    if (!isFrequent(step)) return 1
    return step === 'mail' ? between(name, 1, recipients * 0.9) : between(name, 1, recipients / chunk)
  }
  const moment = (name: string): Moment => ({ afterMails: between(name, 1, recipients * 0.9) })
  const times = <T>(most: number, name: string, make: (name: string) => T): T[] =>
    Array.from({ length: between(`${name}: how many`, 0, most) }, (_, index) => make(`${name} ${index}`))

  const turn = Array.from({ length: inTurn }, (_, index) => kinds[(seed * inTurn + index) % kinds.length]!)
  const kills = [
    ...turn.map(({ step, when }, index) => ({ step, when, nth: nth(step, `turn ${index}`) })),
    ...['mail', 'begin', 'settle'].map((step) => ({
      step,
      nth: nth(step, `kill ${step}`),
      when: pick(`kill ${step}: when`, ['before', 'after'] as const),
    })),
  ]
  const late = times(2, 'late', (name) => {
    const step = pick(`${name}: step`, ['begin', 'begin', 'settle', 'claim', 'take a step', 'keep a report'])
    const dies = is(`${name}: dies`, 0.7)
    return {
      step,
      nth: nth(step, `${name}: nth`),
      // Longer than the database's client waits.
      ms: between(`${name}: ms`, 5_500, 9_000),
      ...(dies && { thenKillAfterMails: between(`${name}: mails`, 1, 40) }),
    }
  })
  const cancels = is('cancel', 0.12) || kills.some(({ step }) => step === 'cancel')
  return {
    seed,
    ranges: between('ranges', 1, Math.max(1, Math.floor(recipients / (5 * chunk)))),
    start: pick('start', ['at once', 'by a schedule']),
    kills,
    late,
    strikes: times(3, 'strike', (name) => ({ ...moment(name), waitMs: between(`${name}: ms`, 0, 40) })),
    stops: times(2, 'stop', (name) => ({ ...moment(name), forMs: between(`${name}: ms`, 130_000, 560_000) })),
    clockSteps: times(2, 'clock', (name) => ({
      ...moment(name),
      ms: pick(`${name}: ms`, [-90_000, -4_000, 4_000, 90_000]),
    })),
    ...(is('pause', 0.6) && { pause: { ...moment('pause'), forMs: between('pause: ms', 1_000, 900_000) } }),
    ...(cancels && { cancel: moment('cancel: when') }),
    leavers: Array.from({ length: 25 }, (_, index) => moment(`leaver ${index}`)),
    latencyMs: pick('latency', [0, 0, 300, 900]),
    rates: ratesOf(seed),
    end: pick('end', ['resend', 'resend', 'write-off']),
  }
}

const ratesOf = (seed: number): Rates => {
  const { is } = createChance(seed)
  const sometimes = (name: string, share: number, rate: number) => (is(`rate of ${name}`, share) ? rate : 0)
  return {
    database: { throttled: 0.015, cutBefore: 0.003, cutAfter: 0.006 },
    mail: {
      throttled: sometimes('throttling', 0.6, 0.03),
      failedBefore: 0.001,
      failedAfter: 0.001,
      cutBefore: 0.001,
      cutAfter: 0.002,
      slow: sometimes('slowness', 0.4, 0.001),
      refused: sometimes('refusals', 0.4, 0.002),
      overQuota: sometimes('quota', 0.25, 0.001),
    },
    queue: {
      failed: 0.01,
      cutAfter: 0.02,
      twice: 0.08,
      later: 0.08,
      eventLost: sometimes('lost events', 0.3, 0.02),
    },
    others: { failed: 0.02 },
  }
}
