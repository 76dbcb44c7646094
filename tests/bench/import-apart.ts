import { run } from '../../cli/run-command-line.ts'
import { createTerminal } from '../../cli/terminal/terminal.ts'

/** In a process of its own: imports a document as the command does, and says what it took. */
const [document, out] = process.argv.slice(2) as [string, string]
const terminal = { ...createTerminal(process), print: () => {} }
const code = await run(
  ['import', document, '--out', out, '--publication', 'content/publication.yaml'],
  terminal,
)
if (code !== 0) throw new Error(`The import ended with ${code}`)
console.log(
  JSON.stringify({ seconds: performance.now() / 1000, peakMegabytes: process.resourceUsage().maxRSS / 1000 }),
)
