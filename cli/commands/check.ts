import { basename, join, resolve } from 'node:path'
import { reportEditions } from '../editions/print-editions.ts'
import type { Checked } from '../local-content/clashing-issues.ts'
import { type Declare, publicationOption } from '../shared-options.ts'
import { annotation } from '../terminal/github-annotation.ts'
import { printProblems, printWarnings } from '../terminal/print-problems.ts'
import { Stop, type TerminalIo } from '../terminal/terminal-io.ts'

export type CheckOptions = { publication?: string; github?: boolean }

export const declare: Declare = (program, io, finish) =>
  program
    .command('check')
    .summary('say what is wrong with an issue, or with all of them')
    .description('say what is wrong with the publication and an issue, or all of them')
    .argument('[dir]', 'folder of the issue; its name is the issue’s id (default: all in content/issues)')
    .option('--github', 'print problems as annotations of a GitHub workflow')
    .option(...publicationOption)
    .json(
      '{ issue, problems: [{ file, line, reason }], warnings }; without DIR a list of them, one for each issue\n`file` is a path in the folder of the issue, `line` counts from 1; warnings are like problems',
    )
    .example('check', 'all issues')
    .example('check content/issues/tidelines-1')
    .exits(
      0,
      'nothing is wrong, though there may be warnings: of what is still to do, of pictures in texts that say nothing, and of heavy ones for which this machine makes no lighter versions',
    )
    .exits(1, 'something is wrong, and publishing would refuse it')
    .action(async (dir, options) => finish(check(io, dir, options)))

/**
 * Reports everything that is wrong with an issue, or with all of them.
 * @returns 1 when publishing would refuse one
 */
export const check = async (
  io: TerminalIo,
  dir: string | undefined,
  options: CheckOptions,
): Promise<number> => {
  const dirs = dir === undefined ? await allIssues(io) : [dir]
  const checked: Checked[] = []
  for (const one of dirs) checked.push(await checkOne(io, one, options, one === dirs[0]))
  const { checkAliases, checkNumbers } = await import('../local-content/clashing-issues.ts')
  await checkNumbers(io, checked, dir)
  if (dir === undefined) checkAliases(checked)
  const { inOrder } = await import('../../functions/issue/problems.ts')
  for (const one of checked) {
    one.problems = inOrder(one.problems)
    one.warnings = inOrder(one.warnings)
  }
  const said = checked.map(({ issue, problems, warnings }) => ({ issue: issue.id, problems, warnings }))
  io.answer(dir === undefined ? said : said[0])
  for (const one of checked) report(io, one, options)
  return checked.some(({ problems, issue }) => problems.length > 0 || issue.outcome === 'refused') ? 1 : 0
}

const folder = 'content/issues'

/** @throws Stop when there is none */
const allIssues = async ({ cwd }: TerminalIo): Promise<string[]> => {
  const { issueNames } = await import('../local-content/local-issues.ts')
  const names = await issueNames(join(cwd, folder))
  if (names.length === 0)
    throw new Stop(
      `No issue lies in ${folder}: make one by npx masthead new issue "A title", or name a folder`,
    )
  return names.map((name) => join(folder, name))
}

/** @param isFirst the first of several issues of one publication, whose problems are reported once */
const checkOne = async (
  io: TerminalIo,
  dir: string,
  { publication }: CheckOptions,
  isFirst: boolean,
): Promise<Checked> => {
  io.progress(`checking ${dir}`)
  const { renderFolder } = await import('../editions/editions.ts')
  const { problemsBesidePublication } = await import('../local-content/publication-problems.ts')
  const beside = await problemsBesidePublication(io, dir, publication)
  const issue: Checked['issue'] = beside.issue
    ? { outcome: 'refused', id: basename(dir), problems: beside.issue }
    : await renderFolder(io, dir, publication)
  const { judged, unfinishedIn } = await import('../local-content/unfinished.ts')
  const { readWholeFolder } = await import('../local-content/read-folder.ts')
  const { files } = await readWholeFolder(resolve(io.cwd, dir), { only: /\.(md|yaml)$/ })
  const { problems, warnings } = judged(unfinishedIn(files))
  const told = [
    ...(isFirst ? beside.publication : []),
    ...(issue.outcome === 'refused' ? issue.problems : []),
    ...problems,
  ]
  const unmade = issue.outcome === 'sound' && issue.unmade ? [issue.unmade] : []
  return { dir, issue, problems: told, warnings: [...warnings, ...unmade] }
}

const report = (
  io: TerminalIo,
  { dir, issue, problems, warnings }: Checked,
  { github }: CheckOptions,
): void => {
  if (issue.outcome === 'sound' && problems.length === 0) reportEditions(io, issue.id, issue.editions)
  if (github) {
    for (const problem of problems) io.print(annotation(dir, problem))
    for (const warning of warnings) io.print(annotation(dir, warning, 'warning'))
    return
  }
  if (warnings.length > 0) printWarnings(io, dir, warnings)
  if (problems.length > 0) printProblems(io, dir, problems)
}
