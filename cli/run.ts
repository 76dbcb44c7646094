import { Command, CommanderError } from 'commander'
import type { Declare } from './options.ts'
import { Stop, type TerminalIo } from './terminal-io.ts'

const control = () => import('./commands/control.ts')
/** Where each command is declared, in the order in which help lists them. */
const commands = new Map<string, () => Promise<{ declare: Declare }>>([
  ['new', () => import('./commands/new.ts')],
  ['start', () => import('./commands/start.ts')],
  ['import', () => import('./commands/import.ts')],
  ['synth', () => import('./commands/synth.ts')],
  ['check', () => import('./commands/check.ts')],
  ['build', () => import('./commands/build.ts')],
  ['preview', () => import('./commands/preview.ts')],
  ['words', () => import('./commands/words.ts')],
  ['qr', () => import('./commands/qr.ts')],
  ['embed', () => import('./commands/embed.ts')],
  ['publish', () => import('./commands/publish.ts')],
  ['send', () => import('./commands/send.ts')],
  ['login', () => import('./commands/login.ts')],
  ['status', () => import('./commands/status.ts')],
  ['recipients', () => import('./commands/recipients.ts')],
  ['reader', () => import('./commands/reader.ts')],
  ['redrive', () => import('./commands/redrive.ts')],
  ['cost', () => import('./commands/cost.ts')],
  ['pause', control],
  ['resume', control],
  ['cancel', control],
  ['reschedule', control],
  ['retry', control],
  ['resolve', control],
])

/**
 * Runs the command line. Of a command that is asked for, its own file alone is loaded: compiling a digest takes a large
 * library, asking for a status does not. Help, and what is no command, need all.
 * @param args what was typed after `masthead`
 * @returns the exit code: 0 done, 1 not done, and why was printed
 */
export const run = async (args: string[], io: TerminalIo): Promise<number> => {
  let code = 0
  const finish = async (work: Promise<number>) => {
    code = await work
  }
  const program = createProgram(io)
  const asked = commands.get(args[0] ?? '')
  for (const load of new Set(asked ? [asked] : commands.values())) (await load()).declare(program, io, finish)
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
