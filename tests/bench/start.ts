import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Benchmark, median, settled } from './figures.ts'
import { inTemporaryFolder } from './temporary.ts'

const runs = 3
type Report = { firstDigestSeconds: number; seconds: number }

/**
 * CPU of all processes that this one has started and seen end, with those that they in turn started: seconds, by Linux in
 * hundredths (proc(5), `cutime` and `cstime`). Undefined elsewhere.
 */
const childrenCpu = (): number | undefined => {
  if (process.platform !== 'linux') return undefined
  // The second field is the command in parentheses, which may have spaces.
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[13]) + Number(fields[14])) / 100
}

/**
 * Runs the main job as somebody who has just installed.
 * @returns seconds from typing to the first digest, and to the end; CPU of all processes, in seconds
 */
const firstDigest = async (out: string) => {
  const began = Date.now()
  const cpu = childrenCpu()
  await promisify(execFile)('npm', ['start', '--silent', '--', '--once', '--out', out], {
    shell: process.platform === 'win32',
  })
  const whole = (Date.now() - began) / 1000
  const file = join(out, 'report.json')
  const report = JSON.parse(await readFile(file, 'utf8')) as Report
  // The report counts from the start of its own process and is written at `seconds` of it; npm comes before.
  const ownStart = (await stat(file)).mtimeMs / 1000 - report.seconds
  return {
    first: ownStart - began / 1000 + report.firstDigestSeconds,
    whole,
    ...(cpu !== undefined && { cpu: childrenCpu()! - cpu }),
  }
}

/** How long `npm start` takes until the first digest is in the local inbox. */
export const benchStart: Benchmark = (found) =>
  inTemporaryFolder(async (out) => {
    const measured: Awaited<ReturnType<typeof firstDigest>>[] = []
    for (let run = 0; run < runs; run += 1) measured.push(await firstDigest(out))
    const first = measured.map((one) => one.first)
    const what = `start: npm start until the first digest`
    found({ what: `${what}, median of ${runs}`, value: median(first), unit: 's', budget: 12 })
    found({ what: `${what}, slowest`, value: Math.max(...first), unit: 's', budget: 12 })
    found({
      what: 'start: npm start -- --once, whole',
      value: median(measured.map((one) => one.whole)),
      unit: 's',
    })
    const cpu = measured.flatMap((one) => one.cpu ?? [])
    if (cpu.length > 0)
      found({ what: 'start: the same, CPU of all its processes', ...settled(cpu), unit: 's' })
  })
