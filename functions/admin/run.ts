import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { Stop, type World } from './cli/world.ts'
import type { Action } from './commands/act.ts'

/**
 * Runs the command line. Each command's code is loaded only when it is asked for: compiling a digest takes a
 * large library, asking for a status does not.
 * @param args what was typed after `masthead`
 * @returns the exit code: 0 done, 1 not done, and why was printed
 */
export const run = async (args: string[], world: World): Promise<number> => {
  let code = 0
  const finish = async (work: Promise<number>) => {
    code = await work
  }
  const program = createProgram(world)
  addContentCommands(program, world, finish)
  addServiceCommands(program, world, finish)
  addControlCommands(program, world, finish)
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode
    const message = error instanceof Stop ? error.message : fileTrouble(error)
    if (message === undefined) throw error
    world.complain(world.style('red', message))
    return 1
  } finally {
    world.progress('')
  }
}

/** What the system says of a file that cannot be read or written: `EACCES: permission denied, open '/x'`. */
const fileTrouble = (error: unknown): string | undefined => {
  const { code, path, message } = error as NodeJS.ErrnoException
  return code && path ? `${path} cannot be read or written: ${message}` : undefined
}

type Finish = (work: Promise<number>) => Promise<void>

const createProgram = (world: World) =>
  new Command('masthead')
    .description('Checks, publishes and sends the issues of a magazine.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.print(text.trimEnd()),
      writeErr: (text) => world.complain(text.trimEnd()),
    })
    .addHelpText('after', help)

const help = `
Where the service is: --api, else MASTHEAD_API, else a local service (npm start) at or above this folder.
Who you are: MASTHEAD_TOKEN, else the local service's own token, else what masthead login keeps.`

const publicationOption = [
  '--publication <file>',
  'the publication (default: publication.yaml above DIR)',
] as const
const apiOption = ['--api <url>', 'where the service is'] as const
const jsonOption = ['--json', 'print JSON'] as const

const addContentCommands = (program: Command, world: World, finish: Finish) => {
  program
    .command('check')
    .description('say what is wrong with an issue')
    .argument('<dir>', 'folder of the issue; its name is the issue’s id')
    .option(...publicationOption)
    .option(...jsonOption)
    .action(async (dir, options) => finish((await import('./commands/check.ts')).check(world, dir, options)))
  program
    .command('build')
    .description('write an issue’s digests and pages to a folder, to look at')
    .argument('<dir>', 'folder of the issue')
    .requiredOption('--out <dir>', 'where to write')
    .option(...publicationOption)
    .option(...jsonOption)
    .action(async (dir, options) => finish((await import('./commands/build.ts')).build(world, dir, options)))
  program
    .command('publish')
    .description('check an issue, upload it, and wait until it is published')
    .argument('<dir>', 'folder of the issue')
    .option(...publicationOption)
    .option(...apiOption)
    .action(async (dir, options) =>
      finish((await import('./commands/publish.ts')).publish(world, dir, options)),
    )
}

const addServiceCommands = (program: Command, world: World, finish: Finish) => {
  program
    .command('send')
    .description('send a published issue: to all readers, once, or to one address as a test')
    .argument('<issue>', 'the issue’s id')
    .option('--at <time>', 'when: 2026-12-01T09:00 in the publication’s time zone, or 2026-12-01T01:00Z')
    .option('--to <address>', 'only to this address, as a test')
    .option('--language <tag>', 'the test’s language')
    .option('--wait', 'stay and show progress until it is finished')
    .option(...apiOption)
    .action(async (issue, options) =>
      finish((await import('./commands/send.ts')).send(world, issue, options)),
    )
  program
    .command('status')
    .description('account for a send, or list all sends')
    .argument('[send]', 'the send’s id')
    .option(...jsonOption)
    .option(...apiOption)
    .action(async (id, options) => finish((await import('./commands/status.ts')).status(world, id, options)))
  program
    .command('login')
    .description('sign in, and keep the token for this service for an hour')
    .argument('<email>', 'the editor’s address')
    .requiredOption('--client <id>', 'UserPoolClientId of the deployment')
    .requiredOption('--region <region>', 'AWS region of the deployment', region)
    .option(...apiOption)
    .action(async (email, options) =>
      finish((await import('./commands/login.ts')).login(world, email, options)),
    )
}

const addControlCommands = (program: Command, world: World, finish: Finish) => {
  const control = (action: Action, description: string) =>
    program
      .command(action)
      .description(description)
      .argument('<send>', 'the send’s id, as status lists it')
      .option(...apiOption)
      .action(async (id, options) =>
        finish((await import('./commands/act.ts')).act(world, action, id, options)),
      )
  control('pause', 'stop a send within a chunk; resume goes on where it stopped')
  control('resume', 'go on with a send that stands still, whatever held it')
  control('cancel', 'end a send: whoever waits is left out')
  control('reschedule', 'give a send that has not begun another time').option(
    '--at <time>',
    'when; left out, now',
  )
  control('retry', 'send again to those to whom it failed')
  control('resolve', 'decide for those of whom nobody knows whether SES took their message')
    .option('--resend', 'send again: somebody may get it twice')
    .option('--write-off', 'leave it: somebody may never get it')
}

const region = (text: string): string => {
  if (/^[a-z]{2}(-[a-z]+)+-\d$/.test(text)) return text
  throw new InvalidArgumentError('Write a region such as eu-west-1.')
}
