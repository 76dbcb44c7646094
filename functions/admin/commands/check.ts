import { buildEditions } from '../cli/editions.ts'
import { readLocalIssue } from '../cli/local-issue.ts'
import { reportEditions, reportProblems, warningsOf } from '../cli/report.ts'
import type { World } from '../cli/world.ts'

export type CheckOptions = { publication?: string; json?: boolean }

/** Says everything that is wrong with an issue. @returns 1 when it could not be published as it is */
export const check = async (
  world: World,
  dir: string,
  { publication, json }: CheckOptions,
): Promise<number> => {
  const issue = await readLocalIssue(world, dir, publication)
  const problems = issue.read.outcome === 'refused' ? issue.read.problems : []
  const editions =
    issue.read.outcome === 'read' ? await buildEditions(issue.read.issue, issue.publication) : []
  if (json) {
    world.print(JSON.stringify({ issue: issue.id, problems, warnings: warningsOf(editions) }, null, 2))
    return problems.length > 0 ? 1 : 0
  }
  if (problems.length > 0) return reportProblems(world, dir, problems)
  reportEditions(world, issue.id, editions)
  return 0
}
