import type { Problem } from '#local-cloud/types'
import type { TerminalIo } from '../terminal/terminal-io.ts'

/**
 * Says what is done by now, and shows what is being done next.
 * @param next what is under way from here on; nothing when it is left out
 */
export type Say = (done: string, next?: string) => void

export const createSay =
  (io: Pick<TerminalIo, 'print' | 'progress' | 'style'>): Say =>
  (done, next = '') => {
    io.progress('')
    io.print(`${io.style('green', '✓')} ${done}`)
    io.progress(next)
  }

export const describeProblem = ({ kind, where, what }: Problem): string => `${where} (${kind}): ${what}`

/** @throws when the local cloud met anything that would be an incident in the real one */
export const failOnProblems = (problems: readonly Problem[]): void => {
  if (problems.length > 0)
    throw new Error(`The local cloud met problems:\n${problems.map(describeProblem).join('\n')}`)
}
