import type { ApiProblem } from '../functions/api/answers.ts'
import { apiProblemLine } from './format.ts'
import type { World } from './terminal-io.ts'

/** Says why the service refused. @returns the exit code */
export const complainOf = (world: World, problems: ApiProblem[]): number => {
  for (const problem of problems) world.complain(world.style('red', apiProblemLine(problem)))
  return 1
}
