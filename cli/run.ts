import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { ownFile } from '../infra/own-files.ts'
import type { Declare } from './options.ts'
import { Stop, type TerminalIo } from './terminal-io.ts'

const control = () => import('./commands/control.ts')
type Load = () => Promise<{ declare: Declare }>
/** Where each command is declared, by the groups and in the order in which help lists them. */
const groups = new Map<string, Map<string, Load>>([
  [
    'Make:',
    new Map<string, Load>([
      ['new', () => import('./commands/new.ts')],
      ['import', () => import('./commands/import.ts')],
      ['words', () => import('./commands/words.ts')],
    ]),
  ],
  [
    'Look at:',
    new Map<string, Load>([
      ['start', () => import('./commands/start.ts')],
      ['check', () => import('./commands/check.ts')],
      ['preview', () => import('./commands/preview.ts')],
      ['build', () => import('./commands/build.ts')],
    ]),
  ],
  [
    'Publish and send:',
    new Map<string, Load>([
      ['login', () => import('./commands/login.ts')],
      ['publish', () => import('./commands/publish.ts')],
      ['send', () => import('./commands/send.ts')],
      ['qr', () => import('./commands/qr.ts')],
      ['embed', () => import('./commands/embed.ts')],
    ]),
  ],
  [
    'Look after:',
    new Map<string, Load>([
      ['status', () => import('./commands/status.ts')],
      ['recipients', () => import('./commands/recipients.ts')],
      ['reader', () => import('./commands/reader.ts')],
      ['pause', control],
      ['resume', control],
      ['cancel', control],
      ['reschedule', control],
      ['retry', control],
      ['resolve', control],
      ['redrive', () => import('./commands/redrive.ts')],
    ]),
  ],
  [
    'Deploy:',
    new Map<string, Load>([
      ['synth', () => import('./commands/synth.ts')],
      ['cost', () => import('./commands/cost.ts')],
    ]),
  ],
])

const groupOf = (command: string) => [...groups].find(([, commands]) => commands.has(command))

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
  const asked = groupOf(args[0] ?? '')
  for (const [group, commands] of asked ? [asked] : groups) {
    program.commandsGroup(group)
    const loads = asked ? [commands.get(args[0]!)!] : commands.values()
    for (const load of new Set(loads)) (await load()).declare(program, io, finish)
  }
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
    .description('Makes, checks, publishes and sends the issues of a magazine.')
    .version(version(), '--version', 'print the version of Masthead')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.print(text.trimEnd()),
      writeErr: (text) => io.complain(text.trimEnd()),
    })
    .addHelpText('after', help)

const version = (): string => JSON.parse(readFileSync(ownFile('package.json'), 'utf8')).version

const help = `
Examples:
  masthead new tidelines --name Tidelines --languages en,fr     a magazine of your own
  masthead start                                                the whole service, on this machine
  masthead preview content/issues/tidelines-1                   an issue while it is written
  masthead publish content/issues/tidelines-1                   its pages, and the digest that can be sent
  masthead send tidelines-1 --to me@example.org                 a test
  masthead send tidelines-1 --at 2031-05-06T09:00               to everybody
  masthead status tidelines-1--digest                           what became of each reader

Exit codes: 0 done; 1 not done, and why is on standard error.
Where the service is: --api, else MASTHEAD_API, else a local service (npm start) at or above this folder.
Who you are: MASTHEAD_TOKEN, else the local service's own token, else what masthead login keeps.`
