import { createChance } from '#local-cloud/host/seeded-random'
import { type SesFault, sesFaults } from '#local-cloud/ses/faults'
import { type Rates, ratesOf } from './rates.ts'
import { isFrequent, stepNames } from './steps.ts'
import { type Victim, victimFunctions } from './victim-functions.ts'

export type Kill = { step: string; nth: number; when: 'before' | 'after' }
/** A write that takes effect when its caller has long given up on it; then the caller dies some mails later, or not. */
export type Late = { step: string; nth: number; ms: number; thenKillAfterMails?: number }
/** What happens once so many mails have been accepted. */
export type Moment = { afterMails: number }

export type Choice = {
  seed: number
  /** Into how many ranges the audience is cut. */
  ranges: number
  /** Messages a second that SES takes. */
  rate: number
  /** Due in a moment, or at once. Either way it is asked for twice, and by the cadence as well. */
  start: 'at once' | 'by a schedule'
  kills: Kill[]
  late: Late[]
  /** SIGKILL of whatever works just then, some real milliseconds later. */
  strikes: (Moment & { waitMs: number })[]
  /** SIGSTOP until long after a worker's lease. */
  stops: (Moment & { forMs: number; of: Victim })[]
  /** One process's wall clock is set ahead or back. */
  clockSteps: (Moment & { ms: number; of: Victim })[]
  /** The monotonic clock of a process that is stopped, or frozen, stands still with it. */
  standsStill: boolean
  /** SES takes nothing more today, for so long. */
  dayQuota?: (Moment & { forMs: number }) | undefined
  /** SES answers so many calls with something about the account. */
  account?: (Moment & { fault: SesFault; calls: number }) | undefined
  pause?: (Moment & { forMs: number }) | undefined
  cancel?: Moment | undefined
  /** What else a person does while workers run. */
  acts: (Moment & { what: 'retry' | 'resolve' | 'redrive' | 'resume' })[]
  /** A row of the tables cannot be read, until somebody mends it. */
  unreadable: (Moment & { forMs: number; row: 'batch' | 'reader' | 'open' })[]
  /** The issue is published anew, with other words. */
  republish?: Moment | undefined
  /** A test is asked for. */
  test?: Moment | undefined
  /** Another send of the same issue, to everybody or some of them. */
  second?: (Moment & { how: 'at once' | 'in English' | 'own zones' }) | undefined
  /** It is corrected when it is over; whatever works is killed meanwhile. */
  correct?: { killAfter: number; waitMs: number } | undefined
  /** Readers who leave meanwhile; some come back. */
  leavers: (Moment & { comesBackAfterMs?: number })[]
  /** Readers who signed up long ago and confirm meanwhile. */
  joiners: Moment[]
  /** Readers who choose anew what they get. */
  choosers: Moment[]
  /** How long SES takes to answer, ms. */
  latencyMs: number
  /** How likely each call meets what. */
  rates: Rates
  /** What a person does with the uncertain, when no event was lost. */
  end: 'resend' | 'write-off'
}

const kinds = stepNames.flatMap((step) => (['before', 'after'] as const).map((when) => ({ step, when })))
/** So many named steps a seed in turn that twenty seeds are past all of them. */
const inTurn = Math.ceil(kinds.length / 20)
const chunk = 50
const hour = 3_600_000

/** What has to happen in a run so that it gets to a step at all. */
const stories = {
  pause: ['pause', 'resume'],
  cancel: ['cancel'],
  join: ['note when a welcome is due', 'welcome', 'announce', 'confirm'],
  quota: ['hold', 'lift'],
}

/** What a seed does to a run. The same seed chooses the same for an audience of the same size. */
export const drawChoice = (seed: number, recipients: number): Choice => {
  const { is, between, pick } = createChance(seed)
  const nth = (step: string, name: string) => {
    if (!isFrequent(step)) return 1
    return step === 'mail' ? between(name, 1, recipients * 0.9) : between(name, 1, recipients / chunk)
  }
  const moment = (name: string, latest = 0.9): Moment => ({
    afterMails: between(name, 1, recipients * latest),
  })
  const times = <T>(most: number, name: string, make: (name: string) => T): T[] =>
    Array.from({ length: between(`${name}: how many`, 0, most) }, (_, index) => make(`${name} ${index}`))
  const many = <T>(count: number, name: string, make: (name: string) => T): T[] =>
    Array.from({ length: count }, (_, index) => make(`${name} ${index}`))

  const turn = Array.from({ length: inTurn }, (_, index) => kinds[(seed * inTurn + index) % kinds.length]!)
  const kills = [
    ...turn.map(({ step, when }, index) => ({ step, when, nth: nth(step, `turn ${index}`) })),
    ...['mail', 'begin', 'settle'].map((step) => ({
      step,
      nth: nth(step, `kill ${step}`),
      when: pick(`kill ${step}: when`, ['before', 'after'] as const),
    })),
  ]
  const wants = (story: keyof typeof stories) => turn.some(({ step }) => stories[story].includes(step))
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
  const standsStill = is('stands still', 0.4)
  const set = [90_000, 4_000, hour]
  // At least one of two clocks goes on: where one stands still over a stop, the other is not set back.
  const back = standsStill ? [] : set.map((ms) => -ms)
  const anybody = Object.keys(victimFunctions) as Victim[]
  const { confirm: _, ...mayStop } = victimFunctions
  const pauses = is('pause', 0.6) || wants('pause')
  return {
    seed,
    ranges: between('ranges', 1, Math.max(1, Math.floor(recipients / (5 * chunk)))),
    rate: pick('rate', [14, 14, 50, 100, 500]),
    start: pick('start', ['at once', 'by a schedule']),
    kills,
    late,
    strikes: times(3, 'strike', (name) => ({ ...moment(name), waitMs: between(`${name}: ms`, 0, 40) })),
    stops: times(3, 'stop', (name) => ({
      ...moment(name),
      forMs: between(`${name}: ms`, 130_000, 560_000),
      of: pick(`${name}: of`, ['deliver', 'deliver', ...(Object.keys(mayStop) as Victim[])]),
    })),
    clockSteps: many(3, 'clock', (name) => ({
      ...moment(name),
      ms: pick(`${name}: ms`, [...set, ...back]),
      of: pick(`${name}: of`, ['deliver', 'deliver', 'deliver', ...anybody]),
    })),
    standsStill,
    ...((is('day quota', 0.25) || wants('quota')) && {
      dayQuota: { ...moment('day quota: when'), forMs: between('day quota: ms', 30_000, 600_000) },
    }),
    ...(is('account', 0.3) && {
      account: {
        ...moment('account: when'),
        fault: pick('account: fault', sesFaults),
        calls: between('account: calls', 1, 8),
      },
    }),
    ...(pauses && { pause: { ...moment('pause'), forMs: between('pause: ms', 1_000, 900_000) } }),
    ...((is('cancel', 0.12) || wants('cancel')) && { cancel: moment('cancel: when') }),
    acts: times(3, 'act', (name) => ({
      ...moment(name),
      what: pick(`${name}: what`, ['retry', 'resolve', 'redrive', 'resume'] as const),
    })),
    unreadable: times(1, 'unreadable', (name) => ({
      ...moment(name),
      forMs: between(`${name}: ms`, 10_000, 400_000),
      row: pick(`${name}: row`, ['batch', 'reader', 'open'] as const),
    })),
    ...(is('republish', 0.25) && { republish: moment('republish: when') }),
    ...(is('test', 0.3) && { test: moment('test: when') }),
    ...(is('second', 0.35) && {
      second: {
        ...moment('second: when', 0.5),
        how: pick('second: how', ['at once', 'in English', 'own zones'] as const),
      },
    }),
    ...(is('correct', 0.5) && {
      correct: {
        killAfter: between('correct: mails', 1, recipients / 4),
        waitMs: between('correct: ms', 0, 40),
      },
    }),
    leavers: many(25, 'leaver', (name) => ({
      ...moment(name),
      ...(is(`${name}: comes back`, 0.15) && {
        comesBackAfterMs: between(`${name}: ms`, 1_000, 60_000),
      }),
    })),
    joiners: many(is('joiners', 0.5) || wants('join') ? 4 : 0, 'joiner', moment),
    choosers: many(is('choosers', 0.4) ? 6 : 0, 'chooser', moment),
    latencyMs: pick('latency', [0, 0, 300, 900]),
    rates: ratesOf(seed),
    end: pick('end', ['resend', 'resend', 'write-off']),
  }
}
