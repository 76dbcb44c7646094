import { fork } from 'node:child_process'
import type { Searched } from './search.ts'
import type { SearchJob } from './worker.ts'

/** Searches both openings, side by side, each in a process. */
export const searchSmallWorlds = (limits: { depth: number; states: number }): Promise<Searched[]> =>
  Promise.all((['planning', 'delivering'] as const).map((opening) => searchOne({ opening, ...limits })))

const searchOne = (job: SearchJob): Promise<Searched> =>
  new Promise((resolve, reject) => {
    const child = fork(new URL('worker.ts', import.meta.url))
    child.once('message', (found: Searched & { failure?: string }) => {
      if (found.failure) reject(new Error(found.failure))
      else resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`A search ended with ${code}`)))
    child.send(job)
  })
