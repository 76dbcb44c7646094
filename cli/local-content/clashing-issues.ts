import { dirname, resolve } from 'node:path'
import type { Problem } from '../../functions/issue/issue.ts'
import type { renderFolder } from '../editions/editions.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'
import { issueNames, numberIn } from './local-issues.ts'

/** An issue, and all that was found in it. */
export type Checked = {
  dir: string
  issue: Awaited<ReturnType<typeof renderFolder>>
  problems: Problem[]
  warnings: Problem[]
}

/** Two issues with one number: a reader who asks for it could mean either. The problem is reported for the second. */
export const checkNumbers = async (
  { cwd }: TerminalIo,
  checked: readonly Checked[],
  only: string | undefined,
): Promise<void> => {
  const taken = new Map<number, string>()
  // An issue that is checked alone is compared with those beside it.
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
export const checkAliases = (checked: readonly Checked[]): void => {
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
