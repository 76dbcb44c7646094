import { fork } from 'node:child_process'
import { quickly } from '../runner.ts'
import type { Searched } from './search.ts'
import type { SearchJob } from './worker.ts'

/** Searches a small world from an opening, in a process of its own. */
export const searchSmallWorld = (job: SearchJob): Promise<Searched & { cpuMs: number }> =>
  new Promise((resolve, reject) => {
    const child = fork(new URL('worker.ts', import.meta.url), { execArgv: [...quickly] })
    child.once('message', (found: Searched & { cpuMs: number; failure?: string }) => {
      child.kill('SIGKILL')
      if (found.failure) reject(new Error(found.failure))
      else resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`A search ended with ${code}`)))
    child.send(job)
  })
