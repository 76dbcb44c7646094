import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { styleText } from 'node:util'
import { firstColumns } from '../functions/publication/shorten.ts'
import { openBrowser } from './browser.ts'
import { Stop, type TerminalIo } from './terminal-io.ts'

/** The world of a process that a person started. */
export const createTerminal = (process: NodeJS.Process): TerminalIo => {
  const { stdin, stdout, stderr, env, cwd, kill, pid } = process
  let shown = false
  const progress = (text: string) => {
    if (!stderr.isTTY || (!text && !shown)) return
    // Back to the line's start and clear it (ECMA-48 EL).
    stderr.write(`\r\u001b[K${firstColumns(text, stderr.columns - 1)}`)
    shown = text !== ''
  }
  const write = (stream: NodeJS.WriteStream) => (line: string) => {
    progress('')
    stream.write(`${line}\n`)
  }
  return {
    env,
    cwd: cwd(),
    print: write(stdout),
    complain: write(stderr),
    progress,
    // Leaves the text as it is unless the stream is a terminal, and with NO_COLOR.
    style: (look, text) => styleText(look, text, { stream: stdout }),
    ask: async (question, { hidden } = { hidden: false }) => {
      if (!stdin.isTTY) throw new Stop(`${question} must be asked, but no terminal is there`)
      stderr.write(`${question}: `)
      const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
      const reader = createInterface({ input: stdin, output: hidden ? nowhere : stderr, terminal: true })
      // Reading a line takes Ctrl-C for itself; whoever presses it wants to leave.
      reader.once('SIGINT', () => {
        reader.close()
        kill(pid, 'SIGINT')
      })
      // Ctrl-D closes it without an answer.
      const closed = once(reader, 'close').then(() => {
        throw new Stop('No answer came: nothing was done')
      })
      const answer = await Promise.race([reader.question(''), closed]).finally(() => reader.close())
      if (hidden) stderr.write('\n')
      return answer
    },
    now: Date.now,
    sleep: async (ms) => void (await sleep(ms)),
    untilInterrupted: () => interrupted(process),
    open: async (url) => {
      if (!(await openBrowser(url, process.platform)))
        write(stderr)(`No browser could be started: open ${url}`)
    },
  }
}

/** Only the first Ctrl-C is waited for: a second one ends a process whose end takes too long. */
const interrupted = (process: NodeJS.Process): Promise<void> =>
  new Promise((resolve) => {
    const signals = ['SIGINT', 'SIGTERM'] as const
    const done = () => {
      for (const signal of signals) process.off(signal, done)
      resolve()
    }
    for (const signal of signals) process.on(signal, done)
  })
