import { renderFolder } from '../editions.ts'
import { wordlessLanguages } from '../local-issue.ts'
import { type Declare, jsonOption, publicationOption } from '../options.ts'
import { reportEditions, reportProblems } from '../report.ts'
import type { TerminalIo } from '../terminal-io.ts'

export type CheckOptions = { publication?: string; json?: boolean }

export const declare: Declare = (program, io, finish) =>
  program
    .command('check')
    .description('say what is wrong with an issue')
    .argument('<dir>', 'folder of the issue; its name is the issue’s id')
    .option(...publicationOption)
    .option(...jsonOption)
    .action(async (dir, options) => finish(check(io, dir, options)))

/** Says everything that is wrong with an issue. @returns 1 when publishing would refuse it */
export const check = async (io: TerminalIo, dir: string, options: CheckOptions): Promise<number> => {
  const issue = await renderFolder(io, dir, options.publication)
  const problems = [
    ...(await wordlessLanguages(io, dir, options.publication)),
    ...(issue.outcome === 'refused' ? issue.problems : []),
  ]
  if (options.json) {
    io.print(JSON.stringify({ issue: issue.id, problems }, null, 2))
    return problems.length > 0 ? 1 : 0
  }
  if (issue.outcome === 'refused' || problems.length > 0) return reportProblems(io, dir, problems)
  reportEditions(io, issue.id, issue.editions)
  return 0
}
