import { heapOptions } from '#local-cloud/lambda/sandbox'
import { budgets, costOfAMillion } from '../../cli/cost/cost-of-a-million.ts'
import { runScript } from '../../cli/start/build.ts'
import { bareSendCpu } from './bare-send.ts'
import { type Benchmark, type Figure, median } from './figures.ts'
import { createQuickSes } from './quick-ses.ts'
import { deliver, plan, type Sent, sendOnce } from './send-once.ts'
import { inTemporaryFolder } from './temporary.ts'
import { feedbackUnits, unitsFigures } from './units.ts'
import { createWatch } from './watch.ts'

const few = 10_000
const many = 100_000
/** A send whose events SES reports, too. */
const reported = 2_000
const bareRuns = 3
/** Messages a second, for what a million of them cost: what the workers share on AWS. */
const rate = 500

type Found = (figure: Figure) => void
const numbered = (count: number) => count.toLocaleString('en')

/** What it takes to send an issue: processors, memory, time, DynamoDB's units, money. */
export const benchSending: Benchmark = (found, { say, scale }) =>
  inTemporaryFolder(async (assembly) => {
    const env = { CDK_OUTDIR: assembly, CDK_VALIDATION: 'false' }
    const { code, stderr } = await runScript('infra/app.ts', [], env)
    if (code !== 0) throw new Error(`The service does not build:\n${stderr}`)
    const sized = (readers: number) => Math.max(100, Math.round(readers * scale))
    const saySize = (readers: number, what: string) => say(`Sending to ${numbered(readers)} readers, ${what}`)

    saySize(sized(few), 'and the bare call beside it')
    const small = await besideBareCalls(found, assembly, sized(few))
    saySize(sized(many), 'by one worker')
    const large = await quickly(assembly, sized(many))
    growth(found, small, large)
    for (const figure of unitsFigures(large)) found(figure)

    saySize(sized(reported), 'of whom SES reports')
    const watch = createWatch()
    const told = await sendOnce({ assembly, readers: sized(reported), watch }, async (sent) => sent)
    found({
      what: `sending: through the whole local cloud, SES's record and all`,
      value: told.readers / told.seconds,
      unit: 'messages/s',
    })
    for (const figure of feedbackUnits(told)) found(figure)
    money(found, large, told)
  })

/** One worker, whose SES answers at once: neither it nor what comes after SES competes with its own kind. */
const quickly = (assembly: string, readers: number) =>
  sendOnce(
    { assembly, readers, watch: createWatch(createQuickSes(readers).around), workers: 1 },
    async (sent) => sent,
  )

const besideBareCalls = (found: Found, assembly: string, readers: number): Promise<Sent> => {
  const ses = createQuickSes(readers)
  const watch = createWatch(ses.around)
  return sendOnce({ assembly, readers, watch, workers: 1 }, async (sent, cloud, dir) => {
    // What the local Lambda gives the function's process.
    const execArgv = heapOptions(sent.usage[deliver]!.runs!.memoryMB)
    const wanted = { cloud, mails: ses.kept, messages: readers, execArgv, dir }
    const runs: number[] = []
    for (let run = 0; run < bareRuns; run += 1) runs.push(await bareSendCpu(wanted))
    const ours = [plan, deliver].reduce((sum, name) => sum + sent.usage[name]!.runs!.cpuMs, 0) / readers
    const bare = median(runs)
    const what = `sending: ${numbered(readers)} readers,`
    found({ what: `${what} CPU a message, plan and deliver`, value: ours, unit: 'ms' })
    found({ what: `${what} CPU of the bare SendRawEmail call`, value: bare, unit: 'ms' })
    found({ what: `${what} CPU by the bare call's`, value: ours / bare, unit: '×', budget: 1.25 })
    return sent
  })
}

/** How memory and time go with the number of readers. */
const growth = (found: Found, small: Sent, large: Sent) => {
  for (const { readers, peakMB, seconds } of [small, large]) {
    const what = `sending: ${numbered(readers)} readers,`
    found({ what: `${what} most memory of the worker (RSS)`, value: peakMB, unit: 'MB' })
    found({ what: `${what} freeze to last message`, value: seconds, unit: 's' })
    found({ what: `${what} one worker, SES at once`, value: readers / seconds, unit: 'messages/s' })
  }
  const times = large.readers / small.readers
  const what = `sending: ${times} times the readers,`
  found({
    what: `${what} memory of the worker`,
    value: large.peakMB / small.peakMB,
    unit: '×',
    budget: [0.9, 1.1],
  })
  found({
    what: `${what} time from the first message to the last`,
    value: large.underWay / small.underWay,
    unit: '×',
    budget: [times * 0.9, times * 1.1],
  })
}

/** Sending by a large send, feedback by one that SES reported of. */
const money = (found: Found, large: Sent, told: Sent) => {
  const { ses, sending } = costOfAMillion(large.usage, { messages: large.readers, rate })
  const { feedback } = costOfAMillion(told.usage, { messages: told.readers, rate })
  const what = `sending: a million messages at ${rate}/s,`
  found({ what: `${what} SES itself`, value: ses, unit: '$' })
  found({ what: `${what} sending`, value: sending, unit: '$' })
  found({
    what: `${what} sending by SES's own price`,
    value: (100 * sending) / ses,
    unit: '%',
    budget: 100 * budgets.sending,
  })
  found({ what: `${what} feedback`, value: feedback, unit: '$' })
  found({
    what: `${what} feedback by SES's own price`,
    value: (100 * feedback) / ses,
    unit: '%',
    budget: 100 * budgets.feedback,
  })
}
