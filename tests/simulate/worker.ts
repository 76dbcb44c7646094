import { createDigest } from './engine/digest.ts'
import { inMacrotask } from './engine/drain.ts'
import { replaceOnLoad } from './hooks.ts'
import type { Job, Report } from './job.ts'
import { stopLeaks } from './leaks.ts'

/**
 * Runs schedules in a process of its own, whose production modules are loaded with the replacements in its argument. Of
 * the schedules that break a promise, only this many are reported in detail.
 */
const keptBroken = 20
/** Schedules per macrotask. Between macrotasks the process can get messages from its parent. */
const atOnce = 50

const start = async () => {
  const hooks = replaceOnLoad(JSON.parse(process.argv[2]!))
  const { runSchedule } = await import('./world/run.ts')
  hooks.check()
  stopLeaks()
  // Errors are frequent answers here, and stack traces are most of their cost.
  Error.stackTraceLimit = 0
  return runSchedule
}

const inMs = ({ user, system }: NodeJS.CpuUsage) => Math.round((user + system) / 1_000)

const work = async (
  runSchedule: Awaited<ReturnType<typeof start>>,
  { from, to, step, dwell, isHunt }: Job,
): Promise<void> => {
  const tell = (report: Report) => process.send?.(report)
  const digest = createDigest()
  const report: Report = {
    schedules: 0,
    happened: 0,
    mails: 0,
    counts: { kills: 0, freezes: 0, lateWrites: 0, lostAnswers: 0 },
    broken: [],
    brokenCount: 0,
    digest: '',
    cpuMs: 0,
    processMs: 0,
    isOver: false,
  }
  const used = process.cpuUsage()
  const run = (seed: number) => {
    const {
      violations,
      counts,
      happened,
      digest: of,
      history,
    } = runSchedule({ seed, ...(dwell && { dwell }) })
    report.schedules += 1
    report.happened += happened
    for (const { is } of history.events) if (is === 'call-taken') report.mails += 1
    for (const name of Object.keys(counts) as (keyof typeof counts)[]) report.counts[name] += counts[name]
    digest.text(of)
    if (violations.length === 0) return
    report.brokenCount += 1
    if (report.broken.length < keptBroken) report.broken.push({ seed, violations })
  }
  const isFound = () => isHunt && report.brokenCount > 0
  for (let seed = from; seed < to && !isFound(); ) {
    await inMacrotask(() => {
      for (let count = 0; count < atOnce && seed < to && !isFound(); count += 1, seed += step) run(seed)
    })
    report.cpuMs = inMs(process.cpuUsage(used))
    report.processMs = inMs(process.cpuUsage())
    tell(report)
  }
  report.isOver = true
  report.digest = digest.read()
  tell(report)
}

// Without its parent, or when that is done, nobody needs the result.
process.once('disconnect', () => process.exit())
const started = start()
process.on('message', (job: Job) => {
  started
    .then((runSchedule) => work(runSchedule, job))
    .catch((error: Error) => process.send?.({ failure: error.stack ?? String(error), isOver: true }))
})
