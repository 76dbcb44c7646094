/** The machine as the command line sees it, so that commands can be tested without one. */
export type Terminal = {
  env: Record<string, string | undefined>
  /** The working directory. */
  cwd: string
  /** Writes a line to standard output. */
  print(line: string): void
  /** Writes a line to standard error. */
  complain(line: string): void
  /**
   * Shows what is being done, and for how long, replacing the last such line, if a person is watching; empty = nothing
   * any more.
   * @param part how much of it is done, 0 to 1, if known
   */
  progress(text: string, part?: number): void
  /** A line of progress is shown; it is not where its updates would fill a log. */
  showsProgress: boolean
  /** A person is watching; otherwise the output goes to a file or another program. */
  isWatched: boolean
  /** Text that opens an address when clicked, in terminals that can do that. */
  link(text: string, url: string): string
  /** Styles a text, where colours are shown. */
  style(look: Look | Look[], text: string): string
  /** Asks a person. @throws Stop when nobody is there */
  ask(question: string, options?: { hidden: boolean }): Promise<string>
  now(): number
  sleep(ms: number): Promise<void>
  /** Waits until whoever started the command ends it, by Ctrl-C. */
  untilInterrupted(): Promise<void>
  /** Opens a page in the user's browser, where one can be started. */
  open(url: string): Promise<void>
}

/** The machine as a command sees it. Its user is a person or, with `--json`, a program. */
export type TerminalIo = Terminal & {
  /** Gives the command's result to programs: with `--json` it is printed, and no line is. To be called once. */
  answer(value: unknown): void
  /** Prints a line of such a result, if that is too long to be held as a whole. */
  answerPart(line: string): void
}

export type Look = 'bold' | 'dim' | 'underline' | 'red' | 'green' | 'yellow' | 'cyan'

/** Ends a command with one clear line on what to do; the exit code is 1. */
export class Stop extends Error {}

/** The same, for impossible options and arguments: the exit code is 2. */
export class Misuse extends Stop {}
