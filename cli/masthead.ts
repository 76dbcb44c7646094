import { run } from './run-command-line.ts'
import { createTerminal } from './terminal/terminal.ts'

// `masthead status | head` is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

process.exitCode = await run(process.argv.slice(2), createTerminal(process))
