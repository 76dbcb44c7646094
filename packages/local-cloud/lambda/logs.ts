import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { join } from 'node:path'
import { privateFile, privateFolder } from '../host/private-folder.ts'
import type { Service } from '../types.ts'

/** Appends each function's output to `<dir>/<logical id>.log`. */
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
