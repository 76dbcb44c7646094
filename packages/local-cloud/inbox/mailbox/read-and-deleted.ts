import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { privateFile, privateFolder } from '../../host/private-folder.ts'

const kinds = ['read', 'unread', 'deleted'] as const
/** What a mail can be marked as. */
export type Mark = (typeof kinds)[number]

/**
 * Records which mails were read or deleted, in `<dir>/inbox.jsonl`. A deleted mail disappears from the inbox only: it
 * still counts towards SES's quota and reputation.
 */
export const openMarks = (dir: string) => {
  const file = join(dir, 'inbox.jsonl')
  const read = new Set<string>()
  const deleted = new Set<string>()
  const take = (mark: Mark, ids: readonly string[]) => {
    for (const id of ids) {
      if (mark === 'read') read.add(id)
      if (mark === 'unread') read.delete(id)
      if (mark === 'deleted') deleted.add(id)
    }
  }
  privateFolder(dir)
  if (existsSync(file))
    for (const line of readFileSync(file, 'utf8').split('\n'))
      for (const [mark, ids] of entriesOf(line)) take(mark, ids)
  return {
    isUnread: (id: string) => !read.has(id),
    isDeleted: (id: string) => deleted.has(id),
    set: (mark: Mark, ids: readonly string[]) => {
      if (ids.length === 0) return
      take(mark, ids)
      // The line break comes first, so that a line cut off by a crash does not spoil the next one.
      appendFileSync(file, `\n${JSON.stringify({ [mark]: ids })}`, { mode: privateFile })
    },
  }
}
export type Marks = ReturnType<typeof openMarks>

const entriesOf = (line: string): [Mark, string[]][] => {
  try {
    const said = line ? (JSON.parse(line) as Partial<Record<Mark, string[]>>) : {}
    return kinds.flatMap((kind) => (said[kind] ? [[kind, said[kind]] as [Mark, string[]]] : []))
  } catch {
    return []
  }
}
