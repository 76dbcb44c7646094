import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { onTestFinished } from 'vitest'
import { run } from '../../../cli/run-command-line.ts'
import { Stop, type Terminal } from '../../../cli/terminal/terminal-io.ts'

/** An empty folder that goes away with the test. */
export const aFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'masthead-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A machine without a person, in whose folder the command is run. Time passes only by sleeping. */
export const aMachine = ({
  cwd,
  env = {},
  answers = [],
  start = Date.parse('2026-12-01T01:00:00Z'),
  onSleep = () => {},
  onPrint = () => {},
  interrupted,
  isWatched = false,
  showsProgress = false,
}: {
  cwd: string
  env?: Record<string, string>
  answers?: string[]
  start?: number
  onSleep?: () => void
  onPrint?: (line: string) => void
  /** Ends what runs until it is interrupted. */
  interrupted?: AbortSignal
  /** A person looks at what is printed. */
  isWatched?: boolean
  /** Progress is shown on a line of its own. */
  showsProgress?: boolean
}) => {
  let clock = start
  const out: string[] = []
  const errors: string[] = []
  const progress: string[] = []
  const opened: string[] = []
  const world: Terminal = {
    env: { XDG_CONFIG_HOME: join(cwd, 'config'), ...env },
    cwd,
    print: (line) => {
      out.push(stripVTControlCharacters(line))
      onPrint(line)
    },
    complain: (line) => void errors.push(line),
    progress: (text) => void (text && progress.push(text)),
    isWatched,
    showsProgress,
    link: (text) => text,
    style: (_, text) => text,
    ask: async (question) => {
      const answer = answers.shift()
      if (answer === undefined) throw new Stop(`${question} must be asked, but no terminal is there`)
      return answer
    },
    now: () => clock,
    sleep: async (ms) => {
      clock += ms
      onSleep()
    },
    untilInterrupted: async () => {
      if (interrupted && !interrupted.aborted) await once(interrupted, 'abort')
    },
    open: async (url) => void opened.push(url),
  }
  return {
    world,
    progress,
    /** What was shown in the browser. */
    opened,
    /** Runs `masthead …`. */
    masthead: async (...args: string[]) => {
      out.length = 0
      errors.length = 0
      const code = await run(args, world)
      return { code, out: out.join('\n'), errors: errors.join('\n') }
    },
  }
}
