import { renderFolder } from '../editions.ts'
import { reportEditions, reportProblems } from '../report.ts'
import type { World } from '../terminal-io.ts'

export type CheckOptions = { publication?: string; json?: boolean }

/** Says everything that is wrong with an issue. @returns 1 when publishing would refuse it */
export const check = async (world: World, dir: string, options: CheckOptions): Promise<number> => {
  const issue = await renderFolder(world, dir, options.publication)
  const problems = issue.outcome === 'refused' ? issue.problems : []
  if (options.json) {
    world.print(JSON.stringify({ issue: issue.id, problems }, null, 2))
    return problems.length > 0 ? 1 : 0
  }
  if (issue.outcome === 'refused') return reportProblems(world, dir, problems)
  reportEditions(world, issue.id, issue.editions)
  return 0
}
