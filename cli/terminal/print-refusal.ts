import type { ApiProblem } from '../../functions/api/problems.ts'
import { apiProblemLine } from './format.ts'
import type { TerminalIo } from './terminal-io.ts'

/**
 * Says why the service refused, also to programs.
 * @returns the exit code
 */
export const complainOf = (io: TerminalIo, problems: ApiProblem[]): number => {
  io.answer({ problems })
  printRefusal(io, problems)
  return 1
}

export const printRefusal = (io: Pick<TerminalIo, 'complain' | 'style'>, problems: ApiProblem[]): void => {
  for (const problem of problems) io.complain(io.style('red', apiProblemLine(problem)))
}
