import { type FSWatcher, watch } from 'node:fs'
import type { Place } from './watched-folders.ts'

/** A save is several events: the file is emptied, written, renamed. */
const quietMs = 60

/**
 * Does some work whenever something has changed, once it is quiet again and never twice at once.
 * Each folder has a watch of its own: one on a whole tree is not the same on every system.
 */
export const createWatch = (work: () => Promise<void>) => {
  let watchers: FSWatcher[] = []
  let timer: NodeJS.Timeout | undefined
  let working: Promise<void> | undefined
  let isClosed = false

  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(begin, quietMs)
  }
  const begin = () => {
    if (working) return soon()
    working = work().finally(() => {
      working = undefined
    })
  }
  const open = ({ folder, concerns }: Place): FSWatcher[] => {
    try {
      // Some systems do not say which file it was.
      const watcher = watch(folder, (_, name) => {
        if (name === null || concerns(name)) soon()
      })
      // The folder went away; the one above tells when it comes back.
      watcher.on('error', () => watcher.close())
      return [watcher]
    } catch {
      return []
    }
  }
  const watchOnly = (places: readonly Place[]) => {
    const before = watchers
    watchers = isClosed ? [] : places.flatMap(open)
    for (const watcher of before) watcher.close()
  }
  return {
    /** Watches these places, and no longer those before. */
    at: watchOnly,
    close: (): void => {
      isClosed = true
      clearTimeout(timer)
      watchOnly([])
    },
  }
}
