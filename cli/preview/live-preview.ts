import { randomUUID } from 'node:crypto'
import type { TerminalIo } from '../terminal-io.ts'
import { isAlike, type PreviewState, show, type Target } from './render.ts'
import { createWatch } from './watch.ts'
import { placesOf } from './watched-folders.ts'

/** The issue as it is now, under a name that no other state of it has. */
export type Current = PreviewState & { version: string }

export type LivePreview = { now(): Current; close(): void }

/**
 * Keeps what is shown as what is written, until it is closed.
 * @param changed is called when there is something else to see
 * @throws Stop when the source is not there at all, or has no publication
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
    // Watched before it is read: a change between the two is told once too often, never once too little.
    await watchAll()
    const next = await show(io, target, current)
    const isSeen = !isAlike(next, current)
    current = { ...next, version: isSeen ? randomUUID() : current.version }
    if (isSeen) changed(current)
    // A document may show pictures of another folder now.
    await watchAll()
  }
  const watch = createWatch(renew)
  await renew()
  return { now: () => current, close: watch.close }
}
