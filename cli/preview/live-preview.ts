import { randomUUID } from 'node:crypto'
import type { TerminalIo } from '../terminal/terminal-io.ts'
import { isAlike, type PreviewState, show, type Target } from './render.ts'
import { createWatch } from './watch.ts'
import { placesOf } from './watched-folders.ts'

/** The current state of the issue. `version` differs for each state. */
export type Current = PreviewState & { version: string }

export type LivePreview = { now(): Current; close(): void }

/**
 * Keeps the preview up to date with the files until it is closed.
 * @param changed called when there is something new to see
 * @throws Stop when the source does not exist or has no publication
 */
export const openLivePreview = async (
  io: TerminalIo,
  target: Target,
  changed: (now: Current) => void,
): Promise<LivePreview> => {
  let places = await placesOf(io, target)
  let current: Current = { problems: [], version: randomUUID() }
  const watchAll = async () => {
    places = await placesOf(io, target, current).catch(() => places)
    watch.at(places)
  }
  const renew = async () => {
    // Watched before it is read, so that a change in between is reported twice rather than never.
    await watchAll()
    const next = await show(io, target, current)
    const isSeen = !isAlike(next, current)
    current = { ...next, version: isSeen ? randomUUID() : current.version }
    if (isSeen) changed(current)
    // The document may now show pictures from another folder.
    await watchAll()
  }
  const watch = createWatch(renew)
  await renew()
  return { now: () => current, close: watch.close }
}
