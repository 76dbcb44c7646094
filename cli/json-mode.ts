import { stripVTControlCharacters } from 'node:util'
import type { Terminal, TerminalIo } from './terminal-io.ts'

/**
 * What `--json` makes of the terminal: standard output takes one document and no line for people, nothing moves, and a
 * command that failed without a document of its own says why in one: `{ "problems": [{ "message": "…" }] }`.
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
