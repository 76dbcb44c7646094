import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from '../../functions/issue/issue.ts'
import { renderFolder } from '../editions.ts'
import { numberOf, wordlessLanguages } from '../local-issue.ts'
import { type Declare, jsonOption, publicationOption } from '../options.ts'
import { reportEditions, reportProblems } from '../report.ts'
import { Stop, type TerminalIo } from '../terminal-io.ts'

export type CheckOptions = { publication?: string; json?: boolean; github?: boolean }

export const declare: Declare = (program, io, finish) =>
  program
    .command('check')
    .description('say what is wrong with the publication and an issue, or all of them')
    .argument('[dir]', 'folder of the issue; its name is the issue’s id (default: all in content/issues)')
    .option('--github', 'print problems as annotations of a GitHub workflow')
    .option(...publicationOption)
    .option(...jsonOption)
    .action(async (dir, options) => finish(check(io, dir, options)))

/** Says everything that is wrong with an issue, or with all of them. @returns 1 when publishing would refuse one */
export const check = async (
  io: TerminalIo,
  dir: string | undefined,
  options: CheckOptions,
): Promise<number> => {
  if (dir !== undefined) return checkOne(io, dir, options)
  const names = await readdir(join(io.cwd, issues)).catch(() => [])
  const dirs = names.filter((name) => !name.startsWith('.')).map((name) => join(issues, name))
  if (dirs.length === 0)
    throw new Stop(
      `No issue lies in ${issues}: make one by npx masthead new issue "A title", or name a folder`,
    )
  let code = 0
  for (const one of dirs) code = Math.max(code, await checkOne(io, one, options))
  return Math.max(code, await checkNumbers(io, dirs, options))
}

const issues = 'content/issues'

const checkOne = async (io: TerminalIo, dir: string, options: CheckOptions): Promise<number> => {
  const issue = await renderFolder(io, dir, options.publication)
  const problems = [
    ...(await wordlessLanguages(io, dir, options.publication)),
    ...(issue.outcome === 'refused' ? issue.problems : []),
  ]
  if (options.json) {
    io.print(JSON.stringify({ issue: issue.id, problems }, null, 2))
    return problems.length > 0 ? 1 : 0
  }
  if (options.github) for (const problem of problems) io.print(annotation(dir, problem))
  else if (problems.length > 0) return reportProblems(io, dir, problems)
  if (issue.outcome === 'refused' || problems.length > 0) return 1
  reportEditions(io, issue.id, issue.editions)
  return 0
}

/** Two issues of one number: which of them does a reader mean who asks for it? */
const checkNumbers = async (
  io: TerminalIo,
  dirs: readonly string[],
  options: CheckOptions,
): Promise<number> => {
  const taken = new Map<number, string>()
  let code = 0
  for (const dir of dirs) {
    const number = await numberOf(join(io.cwd, dir))
    const other = number === undefined ? undefined : taken.get(number)
    if (number !== undefined) taken.set(number, dir)
    if (other === undefined) continue
    code = reportProblem(
      io,
      dir,
      { file: 'issue.yaml', reason: `number ${number} is that of ${other}, too` },
      options,
    )
  }
  return code
}

const reportProblem = (io: TerminalIo, dir: string, problem: Problem, { github }: CheckOptions): number => {
  if (!github) return reportProblems(io, dir, [problem])
  io.print(annotation(dir, problem))
  return 1
}

/** As GitHub shows it beside the line (GitHub Docs, "Workflow commands", "Setting an error message"). */
const annotation = (dir: string, { file, line, reason }: Problem): string => {
  const escaped = (text: string) =>
    text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
  const property = (text: string) => escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
  return `::error file=${property(join(dir, file))}${line === undefined ? '' : `,line=${line}`}::${escaped(reason)}`
}
