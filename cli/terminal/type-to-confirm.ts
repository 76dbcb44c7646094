import { Misuse, Stop, type TerminalIo } from './terminal-io.ts'

export const yesOption = ['--yes', 'do it without asking, for scripts'] as const

type Question = {
  question: string
  word: string
  yes?: boolean | undefined
  /** The options to add where nobody can be asked. */
  add?: string
}

/**
 * Asks a person to type a word before something is done that cannot be undone, unless they confirmed it by an option.
 * @returns whether they typed it
 * @throws Misuse where nobody can be asked
 */
export const confirm = async (
  io: TerminalIo,
  { question, word, yes = false, add = '--yes' }: Question,
): Promise<boolean> => {
  if (yes) return true
  const typed = await io.ask(`${question} Type ${word}`).catch((error: unknown) => {
    if (!(error instanceof Stop)) throw error
    throw new Misuse(`${question} Nobody can be asked here, as there is no terminal: add ${add} to do it`)
  })
  return typed.trim() === word
}
