import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/**
 * Where a machine has memory to spare, V8 lets 96 MB of garbage gather before it looks, and more while other programs
 * keep both cores busy: the same work then shows up to 150 MB more. With a smaller young part what is measured is what
 * the work needs.
 */
const smallYoung = ['--max-semi-space-size=8']

/** Runs one of the benchmarks' files in a process of its own, so that its memory is that of this work. @returns what it printed, as JSON */
export const runApart = async <Result>(file: string, args: readonly string[]): Promise<Result> => {
  const { stdout } = await promisify(execFile)(process.execPath, [...smallYoung, file, ...args])
  return JSON.parse(stdout)
}
