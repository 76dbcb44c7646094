import { type RunOptions, run } from './run.ts'

/** One run in a process of its own, begun with the clock's module: `seed.ts OPTIONS-AS-JSON`. Tells its parent the outcome. */
// The runs may be ended before it: by a break from the keyboard, which does not reach another group.
process.on('disconnect', () => process.exit())
const options = JSON.parse(process.argv[2]!) as RunOptions
process.send!(await run(options))
process.disconnect()
