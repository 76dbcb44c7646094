import { Command, CommanderError } from 'commander'
import { addAccountingCommands } from './program/accounting.ts'
import { addContentCommands } from './program/content.ts'
import { addControlCommands, addSendingCommands } from './program/sending.ts'
import { Stop, type TerminalIo } from './terminal-io.ts'

/**
 * Runs the command line. Each command's code is loaded only when it is asked for: compiling a digest takes a
 * large library, asking for a status does not.
 * @param args what was typed after `masthead`
 * @returns the exit code: 0 done, 1 not done, and why was printed
 */
export const run = async (args: string[], io: TerminalIo): Promise<number> => {
  let code = 0
  const finish = async (work: Promise<number>) => {
    code = await work
  }
  const program = createProgram(io)
  addContentCommands(program, io, finish)
  addSendingCommands(program, io, finish)
  addAccountingCommands(program, io, finish)
  addControlCommands(program, io, finish)
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode
    const message = error instanceof Stop ? error.message : fileTrouble(error)
    if (message === undefined) throw error
    io.complain(io.style('red', message))
    return 1
  } finally {
    io.progress('')
  }
}

/** What the system says of a file that cannot be read or written: `EACCES: permission denied, open '/x'`. */
const fileTrouble = (error: unknown): string | undefined => {
  const { code, path, message } = error as NodeJS.ErrnoException
  return code && path ? `${path} cannot be read or written: ${message}` : undefined
}

const createProgram = (io: TerminalIo) =>
  new Command('masthead')
    .description('Checks, publishes and sends the issues of a magazine.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.print(text.trimEnd()),
      writeErr: (text) => io.complain(text.trimEnd()),
    })
    .addHelpText('after', help)

const help = `
Where the service is: --api, else MASTHEAD_API, else a local service (npm start) at or above this folder.
Who you are: MASTHEAD_TOKEN, else the local service's own token, else what masthead login keeps.`
