import type { ApiProblem } from '../functions/api/answers.ts'
import { apiProblemLine } from './format.ts'
import type { TerminalIo } from './terminal-io.ts'

/** Says why the service refused. @returns the exit code */
export const complainOf = (io: TerminalIo, problems: ApiProblem[]): number => {
  for (const problem of problems) io.complain(io.style('red', apiProblemLine(problem)))
  return 1
}
