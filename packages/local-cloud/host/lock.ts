import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Service } from '../types.ts'
import { privateFolder } from './private-folder.ts'

/**
 * Locks a state folder for this process, because two clouds would overwrite each other's state. Takes over the lock of
 * a process that is dead.
 * @throws when a living process holds it
 */
export const lockFolder = (dir: string): Service => {
  privateFolder(dir)
  const file = join(dir, 'lock')
  try {
    take(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const holder = Number(readFileSync(file, 'utf8'))
    if (isAlive(holder)) {
      throw new Error(
        `${dir} is in use by another local cloud (process ${holder}): end it, or choose another folder.`,
        { cause: error },
      )
    }
    rmSync(file)
    take(file)
  }
  return { end: async () => rmSync(file, { force: true }) }
}

const take = (file: string) => writeFileSync(file, String(process.pid), { flag: 'wx' })

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
