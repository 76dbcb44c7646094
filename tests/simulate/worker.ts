import { createDigest } from './engine/digest.ts'
import { inMacrotask } from './engine/drain.ts'
import { replaceOnLoad } from './hooks.ts'
import type { Job, Report } from './job.ts'
import { stopLeaks } from './leaks.ts'

/** Runs schedules in a process of its own, into which the production modules are loaded as the job says. */
const keptBroken = 20
/** A macrotask each, so that the process hears its parent. */
const atOnce = 50

const main = async ({ from, to, step, replacements, isHunt }: Job): Promise<void> => {
  const hooks = replaceOnLoad(replacements)
  const { runSchedule } = await import('./world/run.ts')
  hooks.check()
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
    isOver: false,
  }
  const used = process.cpuUsage()
  stopLeaks()
  // An error is a frequent answer here, and its stack is most of what it costs.
  Error.stackTraceLimit = 0
  const run = (seed: number) => {
    const { violations, counts, happened, digest: of, history } = runSchedule({ seed })
    report.schedules += 1
    report.happened += happened
    report.mails += history.events.filter(({ is }) => is === 'call-taken').length
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
    const { user, system } = process.cpuUsage(used)
    report.cpuMs = Math.round((user + system) / 1_000)
    tell(report)
  }
  report.isOver = true
  report.digest = digest.read()
  tell(report)
}

// Whose parent is gone works for nobody.
process.once('disconnect', () => process.exit())
process.once('message', (job: Job) => {
  main(job).then(
    () => process.disconnect(),
    (error: Error) => {
      process.send?.({ failure: error.stack ?? String(error), isOver: true })
      process.disconnect()
    },
  )
})
