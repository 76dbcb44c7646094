import { join } from 'node:path'
import { heapOptions } from '#local-cloud/lambda/sandbox'
import { costOfAMillion } from '../../cli/cost/cost-of-a-million.ts'
import { runScript } from '../../cli/start/build.ts'
import { type Benchmark, type Figure, median, settled } from './figures.ts'
import { type Called, type Caller, call, callers } from './sending/callers.ts'
import { type QuickSes, startQuickSes } from './sending/quick-ses.ts'
import {
  deliver,
  type Prepared,
  plan,
  prepare,
  type SendOptions,
  type Sent,
  sendOnce,
  withSender,
} from './sending/send-once.ts'
import { feedbackUnits, unitsFigures } from './sending/units.ts'
import { inTemporaryFolder } from './temporary.ts'

/** Readers of each round, in which one message's CPU is measured beside that of the bare call and of the floor. */
const each = 5_000
const rounds = 5
/** Calls of a round by each of the callers. */
const calls = 4_000
/** How memory and time go from a small send to a large one. */
const few = 10_000
const many = 100_000
/** A send whose events SES reports, too. */
const reported = 2_000
/** A slow SES, and what it grants: messages a second, of which sends are granted 96 %. */
const slow = { latencyMs: 200, rate: 500, granted: 480, readers: 5_000 }
/** Messages a second, for what a million of them cost: what the workers share on AWS. */
const rate = 500

const least = (value: number) => [value, Number.POSITIVE_INFINITY] as const

type Found = (figure: Figure) => void
const numbered = (count: number) => count.toLocaleString('en')

/** What it takes to send an issue: processors, memory, time, DynamoDB's units, money. */
export const benchSending: Benchmark = (found, { say, scale }) =>
  inTemporaryFolder(async (dir) => {
    const assembly = join(dir, 'assembly')
    const env = { CDK_OUTDIR: assembly, CDK_VALIDATION: 'false' }
    const { code, stderr } = await runScript('infra/app.ts', [], env)
    if (code !== 0) throw new Error(`The service does not build:\n${stderr}`)
    say('Publishing the sample issue')
    const prepared = await prepare(assembly, dir)
    const sized = (readers: number) => Math.max(100, Math.round(readers * scale))
    const turns = Math.max(2, Math.min(rounds, Math.round(rounds * scale)))
    const saySize = (readers: number, what: string) => say(`Sending to ${numbered(readers)} readers, ${what}`)

    saySize(sized(reported), 'of whom SES reports')
    const told = await sendOnce({ ...prepared, readers: sized(reported) })
    found({
      what: `sending: through the whole local cloud, SES's record and all`,
      value: told.readers / told.seconds,
      unit: 'messages/s',
      budget: least(1_000),
      better: 'more',
    })
    for (const figure of feedbackUnits(told)) found(figure)

    saySize(sized(each), `${turns} times, and calling SES beside it in other ways`)
    await oneMessage(found, prepared, told, { readers: sized(each), calls: sized(calls), turns })

    saySize(sized(slow.readers), `by one worker, while SES takes ${slow.latencyMs} ms`)
    await withLatency(found, prepared, sized(slow.readers))

    saySize(sized(few), 'by one worker')
    const small = [await byOneWorker({ ...prepared, readers: sized(few) })]
    saySize(sized(many), 'by one worker')
    const large = await byOneWorker({ ...prepared, readers: sized(many) })
    saySize(sized(few), 'by one worker')
    small.push(await byOneWorker({ ...prepared, readers: sized(few) }))
    growth(found, small, large)
    for (const figure of unitsFigures(large)) found(figure)
    money(found, large, told)
  })

/** One worker, whose SES answers at once: neither it nor what comes after SES competes with its own kind. */
const byOneWorker = (options: SendOptions): Promise<Sent> =>
  withSes({}, (ses) => sendOnce({ ...options, ses, workers: 1 }))

const withSes = async <Result>(
  how: Parameters<typeof startQuickSes>[0],
  then: (ses: QuickSes) => Promise<Result>,
): Promise<Result> => {
  const ses = await startQuickSes(how)
  try {
    return await then(ses)
  } finally {
    ses.end()
  }
}

type Round = Record<Caller, Called> & { plan: number; deliver: number; perSecond: number }

/**
 * What of a processor one message takes, beside what the call alone takes: by the bare SDK, by the mailer, and by no more
 * than hashing, encoding and posting. All are measured in turn, so that whatever else the machine does meets all alike.
 */
const oneMessage = (
  found: Found,
  prepared: Prepared,
  told: Sent,
  { readers, calls, turns }: { readers: number; calls: number; turns: number },
): Promise<void> =>
  withSes({}, (ses) =>
    withSender({ ...prepared, readers, ses, workers: 1 }, async ({ send }) => {
      // The worker starts, and V8 compiles.
      const first = await send()
      const sentBytes = ses.taken().bytes
      // What the local Lambda gives the function's process.
      const execArgv = heapOptions(first.usage[deliver]!.runs!.memoryMB)
      const measured: Round[] = []
      let calledBytes = 0
      for (let round = 0; round < turns; round += 1) {
        const called = {} as Record<Caller, Called>
        for (const caller of callers) {
          await ses.forget()
          called[caller] = await call(caller, { url: ses.url, messages: calls, execArgv })
          calledBytes = ses.taken().bytes
        }
        const sent = await send()
        const cpu = (name: string) => sent.usage[name]!.runs!.cpuMs / readers
        const perSecond = readers / sent.underWay
        measured.push({ ...called, plan: cpu(plan), deliver: cpu(deliver), perSecond })
      }
      // Readers of both languages are sent to, and calls are made in one.
      if (Math.abs(calledBytes / sentBytes - 1) > 0.1)
        throw new Error(`Calls of ${calledBytes} bytes do not compare with messages of ${sentBytes}`)
      const feedback = told.usage.FeedbackRecordFunction!.runs!.cpuMs / told.readers
      for (const figure of messageFigures(measured, feedback, sentBytes)) found(figure)
    }),
  )

const messageFigures = (measured: Round[], feedback: number, bytes: number): Figure[] => {
  const of = (value: (round: Round) => number) => settled(measured.map(value))
  const ours = (round: Round) => round.plan + round.deliver
  const what = 'sending: a message'
  const cpu = (name: string, value: (round: Round) => number): Figure => ({
    what: `${what}, CPU: ${name}`,
    ...of(value),
    unit: 'ms',
  })
  return [
    { what: `${what} as a form`, value: bytes / 1000, unit: 'KB' },
    cpu('floor (hash, base64, POST by node:http)', ({ floor }) => floor.cpuMs),
    cpu('the bare SendRawEmail call', ({ bare }) => bare.cpuMs),
    cpu('mailer.send', ({ mailer }) => mailer.cpuMs),
    cpu('plan', (round) => round.plan),
    cpu('deliver', (round) => round.deliver),
    { what: `${what}, CPU: feedback, in another run`, value: feedback, unit: 'ms' },
    {
      what: `${what}: mailer.send by the floor`,
      ...of(({ mailer, floor }) => mailer.cpuMs / floor.cpuMs),
      unit: '×',
    },
    {
      what: `${what}: plan and deliver by the floor`,
      ...of((round) => ours(round) / round.floor.cpuMs),
      unit: '×',
      budget: 2.5,
    },
    {
      what: `${what}: plan and deliver by the bare call`,
      ...of((round) => ours(round) / round.bare.cpuMs),
      unit: '×',
      budget: 0.3,
    },
    {
      what: `${what}: the rest of a send by mailer.send`,
      ...of((round) => (100 * (ours(round) + feedback - round.mailer.cpuMs)) / round.mailer.cpuMs),
      unit: '%',
      budget: 10,
    },
    {
      what: 'sending: one worker, SES at once',
      ...of((round) => round.perSecond),
      unit: 'messages/s',
      budget: least(2_000),
      better: 'more',
    },
    {
      what: 'sending: the floor, ten calls at once',
      ...of((round) => round.floor.perSecond),
      unit: 'messages/s',
      better: 'more',
    },
  ]
}

/** Whether one worker has as many calls in flight as the rate needs while SES is slow. */
const withLatency = (found: Found, prepared: Prepared, readers: number): Promise<void> =>
  withSes(slow, async (ses) => {
    const sent = await sendOnce({ ...prepared, readers, ses, workers: 1 })
    const what = `sending: ${slow.rate}/s granted, SES takes ${slow.latencyMs} ms,`
    found({
      what: `${what} used of it`,
      value: (100 * (readers - 1)) / sent.underWay / slow.granted,
      unit: '%',
      budget: [95, 110],
      better: 'more',
    })
    found({ what: `${what} calls at once`, value: ses.taken().mostAtOnce, unit: '' })
    found({ what: `${what} most memory (RSS)`, value: sent.peakMB, unit: 'MB', budget: 170 })
  })

/** How memory and time go with the number of readers. @param small measured before and after the large one */
const growth = (found: Found, small: Sent[], large: Sent) => {
  const few = {
    readers: small[0]!.readers,
    peakMB: median(small.map(({ peakMB }) => peakMB)),
    seconds: median(small.map(({ seconds }) => seconds)),
    underWay: median(small.map(({ underWay }) => underWay)),
  }
  for (const { readers, peakMB, seconds } of [few, large]) {
    const what = `sending: ${numbered(readers)} readers,`
    found({ what: `${what} most memory of the worker (RSS)`, value: peakMB, unit: 'MB', budget: 170 })
    found({ what: `${what} freeze to last message`, value: seconds, unit: 's' })
    found({
      what: `${what} one worker, SES at once`,
      value: readers / seconds,
      unit: 'messages/s',
      better: 'more',
    })
  }
  const times = large.readers / few.readers
  const what = `sending: ${times} times the readers,`
  found({
    what: `${what} memory of the worker`,
    value: large.peakMB / few.peakMB,
    unit: '×',
    budget: [0.9, 1.1],
  })
  found({
    what: `${what} time from the first message to the last`,
    value: large.underWay / few.underWay,
    unit: '×',
    budget: [times * 0.9, times * 1.1],
  })
}

/** Shares of SES's own price, percent. */
const budgets = { sending: 0.5, feedback: 1 }

/** Sending by a large send, feedback by one that SES reported of. */
const money = (found: Found, large: Sent, told: Sent) => {
  const { ses, sending } = costOfAMillion(large.usage, { messages: large.readers, rate })
  const { feedback } = costOfAMillion(told.usage, { messages: told.readers, rate })
  const what = `sending: a million messages at ${rate}/s,`
  found({ what: `${what} SES itself`, value: ses, unit: '$' })
  for (const [name, cost] of Object.entries({ sending, feedback }) as ['sending' | 'feedback', number][]) {
    found({ what: `${what} ${name}`, value: cost, unit: '$' })
    found({
      what: `${what} ${name} by SES's own price`,
      value: (100 * cost) / ses,
      unit: '%',
      budget: budgets[name],
    })
  }
}
