import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { join } from 'node:path'
import { privateFile, privateFolder } from '../machine/private-folder.ts'
import type { Service } from '../types.ts'

/** Keeps each function's output in `<dir>/<logical id>.log`; lines are added to what is there. */
export const openLogs = (dir: string): Service & { write(logicalId: string, line: string): void } => {
  privateFolder(dir)
  const files = new Map<string, WriteStream>()
  return {
    write: (logicalId, line) => {
      const file =
        files.get(logicalId) ??
        createWriteStream(join(dir, `${logicalId}.log`), { flags: 'a', mode: privateFile })
      files.set(logicalId, file)
      file.write(`${line}\n`)
    },
    end: async () => {
      const closed = [...files.values()].map(async (file) => {
        const finished = once(file, 'close')
        file.end()
        await finished
      })
      await Promise.all(closed)
    },
  }
}
