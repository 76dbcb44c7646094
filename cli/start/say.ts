import { styleText } from 'node:util'
import type { Problem } from '#local-cloud/types'

/** Prints a line of progress. */
export const say = (line: string): void => console.log(`${styleText('green', '✓')} ${line}`)

export const describeProblem = ({ kind, where, what }: Problem): string => `${where} (${kind}): ${what}`

/** @throws when the local cloud met anything that would be an incident in the real one */
export const failOnProblems = (problems: readonly Problem[]): void => {
  if (problems.length > 0)
    throw new Error(`The local cloud met problems:\n${problems.map(describeProblem).join('\n')}`)
}
