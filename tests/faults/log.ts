import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** What happened in a run, line by line, with the time by its own clock. */
export const openLog = (path: string) => {
  mkdirSync(dirname(path), { recursive: true })
  const file = openSync(path, 'w')
  return {
    say: (what: string) => void writeSync(file, `${new Date().toISOString()} ${what}\n`),
    close: () => closeSync(file),
  }
}
export type Log = ReturnType<typeof openLog>
