import { request } from 'node:http'
import { onTestFinished } from 'vitest'
import { anIssueFolder } from './issue-folder.ts'
import { aFolder, aMachine } from './terminal-io.ts'

/**
 * Starts `masthead preview` in a folder of its own, with an issue and its publication; it ends with the test.
 * @param source what to preview, else the issue
 * @param prepare writes what else there is, before the preview starts
 */
export const aPreview = async ({
  source,
  args = [],
  but = {},
  prepare = async () => {},
}: {
  source?: string
  args?: string[]
  but?: Parameters<typeof anIssueFolder>[1]
  prepare?: (cwd: string) => Promise<void>
} = {}) => {
  const cwd = await aFolder()
  const issue = await anIssueFolder(cwd, but)
  await prepare(cwd)
  const end = new AbortController()
  let ended: ReturnType<typeof machine.masthead> | undefined
  let machine!: ReturnType<typeof aMachine>
  const url = await new Promise<string>((resolve, reject) => {
    machine = aMachine({
      cwd,
      interrupted: end.signal,
      onPrint: (line) => resolve(/http:\S+/.exec(line)![0]),
    })
    ended = machine.masthead('preview', source ?? issue, ...args)
    ended.then(({ errors }) => reject(new Error(errors)), reject)
  })
  onTestFinished(async () => {
    end.abort()
    await ended
  })
  return {
    cwd,
    issue,
    url,
    opened: machine.opened,
    /** Presses Ctrl-C. @returns what the command had to say */
    interrupt: () => {
      end.abort()
      return ended!
    },
    get: async (path: string) => {
      const answer = await fetch(new URL(path, url))
      return { status: answer.status, headers: answer.headers, body: await answer.text(), url: answer.url }
    },
    hear: () => hear(new URL('/events', url)),
  }
}

/** Listens as the page does. */
const hear = async (url: URL) => {
  const listening = new AbortController()
  onTestFinished(() => listening.abort())
  const { body } = await fetch(url, { signal: listening.signal })
  const lines = body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    /** Waits for the next version that is told. */
    next: async (): Promise<string> => {
      for (;;) {
        const found = /data: (.+)\n\n/.exec(text)
        if (found) {
          text = text.slice(found.index + found[0].length)
          return found[1]!
        }
        const { value, done } = await lines.read()
        if (done) throw new Error('The preview stopped telling')
        text += value
      }
    },
  }
}

/** A request as `fetch` would not make it: with another host, an unresolved path, another method. */
export const ask = (
  url: string,
  options: { path?: string; method?: string; headers?: Record<string, string> },
): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    const asked = request(url, options, async (answer) => {
      let body = ''
      for await (const chunk of answer) body += chunk
      resolve({ status: answer.statusCode!, body })
    })
    asked.on('error', reject)
    asked.end()
  })
