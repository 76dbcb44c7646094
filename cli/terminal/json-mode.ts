import { stripVTControlCharacters } from 'node:util'
import type { Terminal, TerminalIo } from './terminal-io.ts'

/**
 * The terminal with `--json`: standard output gets one document and no line for people, and there is no progress line.
 * A command that fails without a document of its own prints one that says why: `{ "problems": [{ "message": "…" }] }`.
 */
export const createJsonMode = (terminal: Terminal) => {
  let isOn = false
  let isAnswered = false
  const complaints: string[] = []
  const put = (text: string) => {
    isAnswered = true
    if (isOn) terminal.print(text)
  }
  const io: TerminalIo = {
    ...terminal,
    print: (line) => {
      if (!isOn) terminal.print(line)
    },
    complain: (line) => {
      complaints.push(stripVTControlCharacters(line))
      terminal.complain(line)
    },
    progress: (text, part) => {
      if (!isOn) terminal.progress(text, part)
    },
    answer: (value) => put(JSON.stringify(value, null, 2)),
    answerPart: put,
  }
  return {
    io,
    /** From now on. */
    begin: () => {
      isOn = true
    },
    end: (code: number): void => {
      if (code !== 0 && !isAnswered) io.answer({ problems: complaints.map((message) => ({ message })) })
    },
  }
}
