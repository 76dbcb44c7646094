import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { issueNames } from './local-issue.ts'
import type { TerminalIo } from './terminal-io.ts'

/** An issue as far as its folder can be read. Whether it is sound, `check` says. */
export type LocalIssueSummary = {
  id: string
  folder: string
  number?: number
  title?: string
  languages: string[]
  date?: string
}

/** What lies in a folder of issues, by name. */
export const localIssues = async (
  { cwd }: Pick<TerminalIo, 'cwd'>,
  folder: string,
): Promise<LocalIssueSummary[]> => {
  const names = await issueNames(join(cwd, folder))
  return Promise.all(
    names.map(async (id) => {
      const path = join(folder, id)
      return {
        id,
        folder: path,
        ...summaryOf(await readFile(join(cwd, path, 'issue.yaml'), 'utf8').catch(() => '')),
      }
    }),
  )
}

const summaryOf = (yaml: string): Omit<LocalIssueSummary, 'id' | 'folder'> => {
  const said = valuesIn(yaml)
  const { number, title, languages, date, release } = said
  const named = typeof title === 'object' && title !== null ? Object.values(title)[0] : title
  const day = date ?? release
  return {
    ...(typeof number === 'number' && { number }),
    ...(typeof named === 'string' && { title: named }),
    languages: Array.isArray(languages) ? languages.map(String) : [],
    ...(day !== undefined && { date: String(day).slice(0, 10) }),
  }
}

const valuesIn = (yaml: string): Record<string, unknown> => {
  try {
    const read: unknown = parse(yaml)
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
