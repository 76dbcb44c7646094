import { basename, dirname, join, resolve } from 'node:path'
import type { Problem } from '../../functions/issue/issue.ts'
import { annotation } from '../annotation.ts'
import type { renderFolder } from '../editions.ts'
import { printProblems, reportEditions } from '../report.ts'
import { type Declare, publicationOption } from '../shared-options.ts'
import { Stop, type TerminalIo } from '../terminal-io.ts'

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
      '{ issue, problems: [{ file, line, reason }] }; without DIR a list of them, one for each issue\n`file` is a path in the folder of the issue, `line` counts from 1',
    )
    .example('check', 'all issues')
    .example('check content/issues/tidelines-1')
    .exits(0, 'nothing is wrong')
    .exits(1, 'something is wrong, and publishing would refuse it')
    .action(async (dir, options) => finish(check(io, dir, options)))

/** Says everything that is wrong with an issue, or with all of them. @returns 1 when publishing would refuse one */
export const check = async (
  io: TerminalIo,
  dir: string | undefined,
  options: CheckOptions,
): Promise<number> => {
  const dirs = dir === undefined ? await allIssues(io) : [dir]
  const checked: Checked[] = []
  for (const one of dirs) checked.push(await checkOne(io, one, options, one === dirs[0]))
  await checkNumbers(io, checked, dir)
  if (dir === undefined) checkAliases(checked)
  const { inOrder } = await import('../../functions/issue/problems.ts')
  for (const one of checked) one.problems = inOrder(one.problems)
  const said = checked.map(({ issue, problems }) => ({ issue: issue.id, problems }))
  io.answer(dir === undefined ? said : said[0])
  for (const one of checked) report(io, one, options)
  return checked.some(({ problems, issue }) => problems.length > 0 || issue.outcome === 'refused') ? 1 : 0
}

type Checked = {
  dir: string
  issue: Awaited<ReturnType<typeof renderFolder>>
  problems: Problem[]
}

const folder = 'content/issues'

/** @throws Stop when there is none */
const allIssues = async ({ cwd }: TerminalIo): Promise<string[]> => {
  const { issueNames } = await import('../local-issue.ts')
  const names = await issueNames(join(cwd, folder))
  if (names.length === 0)
    throw new Stop(
      `No issue lies in ${folder}: make one by npx masthead new issue "A title", or name a folder`,
    )
  return names.map((name) => join(folder, name))
}

/** @param isFirst of several, of one publication: its problems are told once */
const checkOne = async (
  io: TerminalIo,
  dir: string,
  { publication }: CheckOptions,
  isFirst: boolean,
): Promise<Checked> => {
  io.progress(`checking ${dir}`)
  const { renderFolder } = await import('../editions.ts')
  const { problemsBesidePublication } = await import('../publication-problems.ts')
  const beside = await problemsBesidePublication(io, dir, publication)
  const told = isFirst ? beside.publication : []
  if (beside.issue) {
    const problems = [...told, ...beside.issue]
    return { dir, issue: { outcome: 'refused', id: basename(dir), problems }, problems }
  }
  const issue = await renderFolder(io, dir, publication)
  return { dir, issue, problems: [...told, ...(issue.outcome === 'refused' ? issue.problems : [])] }
}

/** Two issues of one number: which of them does a reader mean who asks for it? The second is told. */
const checkNumbers = async (
  { cwd }: TerminalIo,
  checked: readonly Checked[],
  only: string | undefined,
): Promise<void> => {
  const { issueNames, numberIn } = await import('../local-issue.ts')
  const taken = new Map<number, string>()
  // One that is checked alone is told of those beside it.
  const beside = only === undefined ? [] : await issueNames(dirname(resolve(cwd, only)))
  for (const name of beside) {
    const path = resolve(cwd, only!, '..', name)
    const found = path === resolve(cwd, only!) ? undefined : await numberIn(path)
    if (found) taken.set(found.number, name)
  }
  for (const { dir, problems } of checked) {
    const found = await numberIn(resolve(cwd, dir))
    if (!found) continue
    const { number, line } = found
    const other = taken.get(number)
    if (other)
      problems.push({ file: 'issue.yaml', line, reason: `number ${number} is that of ${other}, too` })
    else taken.set(number, dir)
  }
}

/** Two issues that claim one old address, or one that claims a page of another: publishing refuses the second. */
const checkAliases = (checked: readonly Checked[]): void => {
  const taken = new Map<string, string>()
  for (const { dir, issue, problems } of checked) {
    const files = issue.outcome === 'sound' ? issue.editions.flatMap((edition) => edition.files) : []
    for (const { path, status } of files) {
      const other = taken.get(path)
      if (status === 301 && other !== undefined && other !== dir)
        problems.push(aliasProblem(issue, `/${path.replace(/index\.html$/, '')}`, other))
      if (status === 301 || /\/issues\//.test(path)) taken.set(path, dir)
    }
  }
}

/** Where it is written: in issue.yaml, or in the front matter of an article. */
const aliasProblem = (issue: Checked['issue'], path: string, other: string): Problem => {
  const reason = `aliases: ${path} leads to ${other}, too`
  const written = new RegExp(`${RegExp.escape(path.replace(/\/$/, ''))}/?(["',\\]\\s]|$)`)
  for (const { path: file, bytes } of issue.outcome === 'sound' ? issue.files : []) {
    if (!/\.(yaml|md)$/.test(file)) continue
    const lines = String(Buffer.from(bytes)).split('\n')
    const at = lines.findIndex((line) => written.test(line))
    if (at >= 0) return { file, line: at + 1, reason }
  }
  return { file: 'issue.yaml', reason }
}

const report = (io: TerminalIo, { dir, issue, problems }: Checked, { github }: CheckOptions): void => {
  if (github) for (const problem of problems) io.print(annotation(dir, problem))
  else if (problems.length > 0) printProblems(io, dir, problems)
  if (issue.outcome === 'sound' && problems.length === 0) reportEditions(io, issue.id, issue.editions)
}
