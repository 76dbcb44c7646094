import { replaceOnLoad } from '../hooks.ts'
import { stopLeaks } from '../leaks.ts'
import { replacementsOf, scaleOf } from '../world/scale.ts'
import type { Opening } from './small-world.ts'

/** A search in a process of its own, whose production modules are loaded with the small world's scale. */
export type SearchJob = { opening: Opening }

const main = async ({ opening }: SearchJob) => {
  replaceOnLoad(replacementsOf(scaleOf(2)))
  const { search } = await import('./search.ts')
  stopLeaks()
  Error.stackTraceLimit = 0
  const found = await search(opening)
  const { user, system } = process.cpuUsage()
  return { ...found, cpuMs: Math.round((user + system) / 1_000) }
}

// Without its parent, nobody needs the result.
process.once('disconnect', () => process.exit())
process.once('message', (job: SearchJob) => {
  main(job).then(
    (found) => process.send?.(found),
    (error: Error) => process.send?.({ failure: error.stack ?? String(error) }),
  )
})
