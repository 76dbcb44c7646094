import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { TerminalIo } from '../terminal/terminal-io.ts'

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

/** Folders of issues in a folder, by name; what else lies there is none. */
export const issueNames = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return []
  })
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort()
}

/** The number of an issue on disk and its line, as far as its issue.yaml can be read. @param folder absolute */
export const numberIn = async (folder: string): Promise<{ number: number; line: number } | undefined> => {
  const text = await readFile(join(folder, 'issue.yaml'), 'utf8').catch(() => '')
  const found = /^number:\s*(\d+)/m.exec(text)
  const number = Number(found?.[1])
  return found && number > 0 ? { number, line: text.slice(0, found.index).split('\n').length } : undefined
}
