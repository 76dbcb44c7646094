/** What the command line has of the machine, so that commands can be tried without one. */
export type Terminal = {
  env: Record<string, string | undefined>
  /** The working directory. */
  cwd: string
  /** Writes a line to standard output. */
  print(line: string): void
  /** Writes a line to standard error. */
  complain(line: string): void
  /**
   * Shows what is being done in place of the last, and for how long, where somebody watches; empty = nothing any more.
   * @param part how much of it is done, 0 to 1, where that is known
   */
  progress(text: string, part?: number): void
  /** A person looks at what is printed; else it goes to a file or another program. */
  isWatched: boolean
  /** A text that leads to an address when it is clicked, where the terminal can do that. */
  link(text: string, url: string): string
  /** Dresses a text, where colours are shown. */
  style(look: Look | Look[], text: string): string
  /** Asks a person. @throws Stop when nobody is there */
  ask(question: string, options?: { hidden: boolean }): Promise<string>
  now(): number
  sleep(ms: number): Promise<void>
  /** Waits until whoever started the command ends it, by Ctrl-C. */
  untilInterrupted(): Promise<void>
  /** Shows a page in the person's browser, where one can be started. */
  open(url: string): Promise<void>
}

/** The machine as a command has it, which may be asked by a person or, with `--json`, by a program. */
export type TerminalIo = Terminal & {
  /** What the command came to, for programs: with `--json` it is printed, and no line is. Once. */
  answer(value: unknown): void
  /** A line of such an answer, where it is too long to be held as a whole. */
  answerPart(line: string): void
}

export type Look = 'bold' | 'dim' | 'underline' | 'red' | 'green' | 'yellow' | 'cyan'

/** Ends a command with one clear line on what to do; the exit code is 1. */
export class Stop extends Error {}

/** The same of options and arguments that cannot be: the exit code is 2. */
export class Misuse extends Stop {}
