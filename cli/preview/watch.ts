import { type FSWatcher, watch } from 'node:fs'
import type { Place } from './watched-folders.ts'

/** One save causes several events: the file is emptied, written, renamed. */
const quietMs = 60

/**
 * Runs `work` after each change, once no more changes arrive, and never twice at a time. Watches each folder
 * separately, because recursive watching differs between systems.
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
      // Some systems do not give the file name.
      const watcher = watch(folder, (_, name) => {
        if (name === null || concerns(name)) soon()
      })
      // The folder was removed; the watch on its parent reports when it is back.
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
    /** Watches these places instead of the previous ones. */
    at: watchOnly,
    close: (): void => {
      isClosed = true
      clearTimeout(timer)
      watchOnly([])
    },
  }
}
