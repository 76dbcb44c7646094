import { expect, test } from 'vitest'
import type { CallerUsage, FunctionRuns, Usage } from '#local-cloud/bill/usage'
import { costOfAMillion } from '../../../cli/cost/cost-of-a-million.ts'
import { asOnAws, secondsOnAws } from '../../../cli/cost/durations.ts'
import { mostInLine, pace } from '../../../cli/cost/pace.ts'
import type { Measured } from '../../../cli/cost/phases.ts'
import { yearText } from '../../../cli/cost/print.ts'
import { usageSince } from '../../../cli/cost/usage-since.ts'
import { yearOf } from '../../../cli/cost/year.ts'
import { shareOfSends } from '../../../functions/sending/deliver/account-rate.ts'
import { createPace, sliceSize } from '../../../functions/sending/deliver/reserve-account-rate.ts'

const runs = (over: Partial<FunctionRuns> = {}): FunctionRuns => ({
  invocations: 1,
  cpuMs: 0,
  memoryMB: 1_769,
  architecture: 'arm64',
  ...over,
})
const aCaller = (over: Partial<CallerUsage> = {}) => ({ calls: {}, billed: {}, runs: runs(), ...over })

/** A thousand messages by eight workers, and what SES reported of them. */
const aSend = (): Usage => ({
  SendingDeliverFunction: {
    calls: { 'SES.SendRawEmail': 1_000 },
    billed: { 'ses.messages': 1_000, 'dynamodb.writes': 80, 'lambda.seconds.arm64': 1_234, 'sqs.empty': 9 },
    runs: runs({ invocations: 8, memoryMB: 1_024, atOnce: 8 }),
  },
  SES: { calls: {}, billed: { 'sns.publishes': 2_000 } },
  FeedbackRecordFunction: { calls: {}, billed: { 'dynamodb.writes': 100 } },
  SendingSweepFunction: { calls: {}, billed: { 'dynamodb.reads': 5 } },
  operator: { calls: {}, billed: { 'dynamodb.writes': 10_000 } },
})

test('a function runs for its processor time at its share of a processor, and its calls one by one', () => {
  const calls = { 'DynamoDB.GetItem': 2, 'SQS.ReceiveMessage': 100 }
  const half = aCaller({ calls, runs: runs({ cpuMs: 20, memoryMB: 1_769 / 2 }) })
  expect(secondsOnAws(half, 500)).toBeCloseTo((2 * 20 + 2 * 5) / 1_000, 10)
})

test('one mail waits for SES; of many, each at its time, a run waits only for the last', () => {
  const calls = { 'SES.SendRawEmail': 100 }
  expect(secondsOnAws(aCaller({ calls, runs: runs({ invocations: 100 }) }), 500)).toBeCloseTo(100 * 0.06, 10)
  expect(secondsOnAws(aCaller({ calls }), 50)).toBeCloseTo(100 / (50 * 0.96) + 0.06, 10)
  // As many are under way as the rate and SES’s latency make: however fast the rate, no message waits for another.
  expect(secondsOnAws(aCaller({ calls }), 1_000_000)).toBeCloseTo(100 / 960_000 + 0.06, 10)
})

test.each([
  [100, 8, 'all of them: a slice is a second'],
  [14, 4, 'slices of fifty messages last almost four seconds'],
  [1, 2, 'slices last ten seconds'],
])(
  'of eight workers at %i a second %i are in line for the rate, the others end at once: %s',
  (rate, inLine) => {
    const worker = aCaller({
      calls: { 'SES.SendRawEmail': 1_000 },
      runs: runs({ invocations: 2, atOnce: 8 }),
    })
    expect(secondsOnAws(worker, rate)).toBeCloseTo((1_000 * inLine) / (rate * 0.96) + 2 * 0.06, 10)
  },
)

test.each([1, 5, 13, 14, 25, 50, 100, 500, 5_000])(
  'as many are in line at %i a second as the pace lets reserve',
  async (rate) => {
    let row: { until: number; send?: string } | undefined
    const { reserve } = createPace({
      reserved: {
        get: async () => row,
        move: async (_, until) => {
          row = { until }
          return true
        },
      },
      time: { likely: () => 0 },
      clocks: { monotonic: () => 0 },
    })
    const perSecond = rate * shareOfSends
    let workers = 0
    while ((await reserve(sliceSize(perSecond), perSecond, 120_000, 'send')).outcome === 'reserved')
      workers += 1
    expect(mostInLine(rate * pace.share)).toBe(workers)
  },
)

test('local seconds and local polling do not count', () => {
  const { billed } = asOnAws(aSend(), 500).SendingDeliverFunction!
  expect(billed['lambda.seconds.arm64']).toBeCloseTo((1_000 * 8) / 480 + 8 * 0.06, 10)
  expect(billed).not.toHaveProperty('sqs.empty')
})

test('what was used between two readings is the difference, also of who was not there before', () => {
  const one = { A: { calls: { X: 1 }, billed: { 'sqs.requests': 1 }, runs: runs({ cpuMs: 5 }) } }
  const two = {
    A: { calls: { X: 3 }, billed: { 'sqs.requests': 4 }, runs: runs({ cpuMs: 9, invocations: 2 }) },
    B: { calls: { Y: 1 }, billed: {} },
  }
  const { A, B } = usageSince(one, two)
  expect(A).toEqual({
    calls: { X: 2 },
    billed: { 'sqs.requests': 3 },
    runs: runs({ cpuMs: 4, invocations: 1 }),
  })
  expect(B!.calls).toEqual({ Y: 1 })
})

test('a million messages cost what a thousand did, a thousand times, without what is not theirs', () => {
  const { ses, sending, feedback } = costOfAMillion(aSend(), { messages: 1_000, rate: 500 })
  expect(ses).toBeCloseTo(160, 10)
  // 80,000 writes and the GB-seconds of a million; neither the sweeper's reads nor the rows that whoever measured put.
  const gbSeconds = (1_000_000 * 8) / 480 + 8_000 * 0.06
  expect(sending).toBeCloseTo(0.08 * 0.625 + gbSeconds * 0.0000133334, 6)
  expect(feedback).toBeCloseTo(2 * 0.5 + 0.1 * 0.625, 6)
  expect(costOfAMillion(aSend(), { messages: 1_000, rate: 500, plan: 'a-la-carte' }).ses).toBeCloseTo(100, 10)
})

const measured = (): Measured => ({
  messages: 1_000,
  send: aSend(),
  publish: { EditionsPublishFunction: { calls: {}, billed: { 's3.writes': 100 } } },
  joined: 10,
  forms: { SubscriptionsSubscribeFunction: { calls: {}, billed: { 'ses.messages': 10 } } },
  sweep: { SendingSweepFunction: { calls: {}, billed: { 'dynamodb.reads': 1 } } },
  images: { SiteDistribution: { calls: {}, billed: { 'cloudfront.requests': 4, 's3.reads': 4 } } },
  visit: { SiteDistribution: { calls: {}, billed: { 'cloudfront.requests': 10 } } },
  stored: { reader: 500, message: 50, issue: { rows: 1_000, files: 1_000_000 } },
  template: { alarms: 19, secrets: 1, mappings: 4, userPools: 1 },
  reportsABatch: 9.9,
})
const aYear = () => yearOf(measured(), { subscribers: 10_000, issues: 4, rate: 500, plan: 'essentials' })

test('a year’s parts are its total, and every part has its lines', () => {
  const { parts, total, messages } = aYear()
  expect(messages).toBe(40_000)
  expect(parts.reduce((sum, part) => sum + part.total, 0)).toBeCloseTo(total, 10)
  for (const { part, lines, total: own } of parts.filter(({ part }) => part !== 'forms')) {
    expect(lines.length, part).toBeGreaterThan(0)
    expect(lines.reduce((sum, { cost }) => sum + cost, 0)).toBeCloseTo(own, 10)
  }
})

test('the mail that asks new readers to confirm is SES’s, and a year has its sweeps, alarms and polls', () => {
  const { parts } = aYear()
  const lineOf = (name: string, unit: RegExp) =>
    parts.find(({ part }) => part === name)!.lines.find((line) => unit.test(line.unit))!.quantity
  expect(lineOf('ses', /messages/)).toBeCloseTo(40_000 + 2_000, 6)
  expect(lineOf('standing', /read request units/)).toBe(525_600)
  expect(lineOf('standing', /alarm/)).toBe(19 * 12)
  expect(lineOf('standing', /empty receives/)).toBe(4 * 5 * 3 * 525_600)
  // Half of the digests are opened; what the cache holds is not read again.
  expect(lineOf('reading', /HTTPS requests/)).toBeCloseTo(20_000 * 4 + 8_000 * 10, 6)
  expect(parts.find(({ part }) => part === 'reading')!.lines.map(({ service }) => service)).toEqual([
    'CloudFront',
  ])
})

test('the shares beside SES’s own price are held to their budgets, and printed with what they lean on', () => {
  const year = aYear()
  expect(year.besideSes.sending).toMatchObject({ budget: 0.02, held: true })
  expect(year.besideSes.feedback.share).toBeCloseTo(1.0625 / 160, 6)
  const text = yearText(year)
  expect(text).toMatch(/feedback {2}\$1\.06 = 0\.66 % {2}\(at most 1\.00 %: held\)/)
  expect(text).toContain('60 ms to SES')
  const slow = yearOf(measured(), { ...year, rate: 14 })
  expect(slow.besideSes.sending.held).toBe(false)
  expect(yearText(slow)).toContain('NOT HELD')
})
