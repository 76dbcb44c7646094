import { CommanderError } from 'commander'
import { loadProgram } from './list-of-commands.ts'
import { createJsonMode } from './terminal/json-mode.ts'
import { Misuse, Stop, type Terminal, type TerminalIo } from './terminal/terminal-io.ts'

/**
 * Runs the command line.
 * @param args what was typed after `masthead`
 * @returns the exit code: 0 done; 1 not done, and 2 called in a way that there is not, and why was printed
 */
export const run = async (args: string[], terminal: Terminal): Promise<number> => {
  let code = 0
  const finish = async (work: Promise<number>) => {
    code = await work
  }
  const { io, begin, end } = createJsonMode(terminal)
  const program = await loadProgram(io, finish, args[0])
  program.hook('preAction', (_, action) => {
    if (action.optsWithGlobals().json) begin()
  })
  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    if (args.includes('--json') && !isHelp(error)) begin()
    code = codeOf(io, error)
  } finally {
    io.progress('')
  }
  end(code)
  return code
}

/** Says why a command ended early. @returns the exit code. @throws what nobody expected */
const codeOf = (io: TerminalIo, error: unknown): number => {
  if (isHelp(error)) return 0
  if (error instanceof CommanderError) return 2
  const message = error instanceof Stop ? error.message : fileTrouble(error)
  if (message === undefined) throw error
  io.complain(io.style('red', message))
  return error instanceof Misuse ? 2 : 1
}

/** Help and version end by an error, too. */
const isHelp = (error: unknown): boolean => error instanceof CommanderError && error.exitCode === 0

/** What the system says of a file that cannot be read or written: `EACCES: permission denied, open '/x'`. */
const fileTrouble = (error: unknown): string | undefined => {
  const { code, path, message } = error as NodeJS.ErrnoException
  return code && path ? `${path} cannot be read or written: ${message}` : undefined
}
