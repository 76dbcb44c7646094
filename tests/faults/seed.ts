import { type RunOptions, run } from './run.ts'

/** One run in a process of its own, begun with the clock's module: `seed.ts OPTIONS-AS-JSON`. Tells its parent the outcome. */
const options = JSON.parse(process.argv[2]!) as RunOptions
process.send!(await run(options))
process.disconnect()
