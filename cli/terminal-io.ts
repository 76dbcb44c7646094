/** What the command line has of the machine, so that commands can be tried without one. */
export type TerminalIo = {
  env: Record<string, string | undefined>
  /** The working directory. */
  cwd: string
  /** Writes a line to standard output. */
  print(line: string): void
  /** Writes a line to standard error. */
  complain(line: string): void
  /** Shows passing progress in place of the last, where somebody watches; empty = nothing any more. */
  progress(text: string): void
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

type Look = 'bold' | 'dim' | 'red' | 'green' | 'yellow'

/** Ends a command with one clear line on what to do; the exit code is 1. */
export class Stop extends Error {}
