import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { stripVTControlCharacters, styleText } from 'node:util'
import { createSupportsHyperlinks } from 'supports-hyperlinks'
import { createProgressLine } from './progress-line.ts'
import { Stop, type Terminal } from './terminal-io.ts'

/** The terminal of a real process. */
export const createTerminal = (process: NodeJS.Process): Terminal => {
  const { stdin, stdout, stderr, env, cwd, kill, pid } = process
  const line = createProgressLine(process)
  // A file or another program gets no colours even if the other stream is a terminal. Neither does a person who has set
  // NO_COLOR.
  const isColoured = (stream: NodeJS.WriteStream) => styleText('bold', 'x', { stream }) !== 'x'
  const hasLinks = isColoured(stdout) && createSupportsHyperlinks(stdout)
  const write = (stream: NodeJS.WriteStream) => {
    const isDressed = isColoured(stream)
    return (text: string) =>
      line.above(() => void stream.write(`${isDressed ? text : stripVTControlCharacters(text)}\n`))
  }
  return {
    env,
    cwd: cwd(),
    print: write(stdout),
    complain: write(stderr),
    progress: line.show,
    showsProgress: line.isWatched,
    isWatched: stdout.isTTY && env.TERM !== 'dumb',
    // Hyperlinks in terminal emulators (OSC 8), ended by ST (ECMA-48).
    link: (text, url) => (hasLinks ? `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\` : text),
    style: (look, text) => styleText(look, text, { validateStream: false }),
    ask: async (question, { hidden } = { hidden: false }) => {
      if (!stdin.isTTY) throw new Stop(`${question} must be asked, but no terminal is there`)
      line.show('')
      stderr.write(`${question}: `)
      const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
      const reader = createInterface({ input: stdin, output: hidden ? nowhere : stderr, terminal: true })
      // readline handles Ctrl-C itself, but whoever presses it wants to leave.
      reader.once('SIGINT', () => {
        reader.close()
        kill(pid, 'SIGINT')
      })
      // After Ctrl-D, or when the terminal goes away.
      const left = (cause?: unknown) => {
        throw new Stop('No answer came: nothing was done', { cause })
      }
      const closed = once(reader, 'close').then(() => left())
      const answered = reader.question('').catch(left)
      const answer = await Promise.race([answered, closed]).finally(() => reader.close())
      if (hidden) stderr.write('\n')
      return answer
    },
    now: Date.now,
    sleep: async (ms) => void (await sleep(ms)),
    untilInterrupted: () => interrupted(process),
    open: async (url) => {
      const { openBrowser } = await import('../service/browser.ts')
      if (!(await openBrowser(url, process.platform)))
        write(stderr)(`No browser could be started: open ${url}`)
    },
  }
}

/** Only the first Ctrl-C is handled: a second one ends a process that takes too long to end. */
const interrupted = (process: NodeJS.Process): Promise<void> =>
  new Promise((resolve) => {
    const signals = ['SIGINT', 'SIGTERM'] as const
    const done = () => {
      for (const signal of signals) process.off(signal, done)
      resolve()
    }
    for (const signal of signals) process.on(signal, done)
  })
