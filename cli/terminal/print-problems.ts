import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Problem } from '../../functions/issue/issue.ts'
import { codeFrame } from './code-frame.ts'
import { plural, problemLine } from './format.ts'
import type { TerminalIo } from './terminal-io.ts'

/** Prints every problem of an issue, then how many there are. @returns the exit code */
export const reportProblems = (
  io: TerminalIo,
  dir: string,
  { id, problems }: { id: string; problems: readonly Problem[] },
): number => {
  io.answer({ issue: id, problems })
  printProblems(io, dir, problems)
  return 1
}

/**
 * Prints problems; in a terminal, with the lines that they are in.
 * @param dir the folder from which their files are named
 */
export const printProblems = (io: TerminalIo, dir: string, problems: readonly Problem[]): void => {
  printEach(io, dir, problems)
  io.complain(io.style('red', `${plural(problems.length, 'problem')}: the issue cannot be published`))
}

/** Prints what is still to do in an issue that may be published as it is. */
export const printWarnings = (io: TerminalIo, dir: string, warnings: readonly Problem[]): void => {
  printEach(io, dir, warnings)
  io.complain(io.style('yellow', plural(warnings.length, 'warning')))
}

const printEach = (io: TerminalIo, dir: string, problems: readonly Problem[]): void => {
  for (const problem of problems) {
    if (!io.isWatched) io.print(problemLine(dir, problem))
    else for (const line of explained(io, dir, problem)) io.print(line)
  }
}

/** The problem, a place to click, and the line that it is in. */
const explained = (io: TerminalIo, dir: string, problem: Problem): string[] => {
  const path = resolve(io.cwd, dir, problem.file)
  const place = `${join(dir, problem.file)}${problem.line === undefined ? '' : `:${problem.line}`}`
  const frame = problem.line === undefined ? [] : codeFrame(io, textOf(path), problem)
  return [
    `${io.style('bold', io.link(place, pathToFileURL(path).href))} ${problem.reason}`,
    ...frame,
    ...(frame.length > 0 ? [''] : []),
  ]
}

/** Nothing is shown of a file that cannot be read: the problem says so. */
const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
