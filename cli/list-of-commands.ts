import { readFileSync } from 'node:fs'
import type { Argument } from 'commander'
import { ownFile } from '../infra/own-files.ts'
import { MastheadCommand } from './command.ts'
import type { Declare, Finish } from './shared-options.ts'
import type { TerminalIo } from './terminal/terminal-io.ts'
import { wrongUse } from './wrong-use.ts'

type Load = () => Promise<{ declare: Declare }>
const control = () => import('./commands/control.ts')

/** Where each command is declared, by the groups and in the order in which help lists them. */
const groups: [title: string, commands: Record<string, Load>][] = [
  [
    'Make:',
    {
      new: () => import('./commands/new.ts'),
      import: () => import('./commands/import.ts'),
      words: () => import('./commands/words.ts'),
    },
  ],
  [
    'Look at:',
    {
      start: () => import('./commands/start.ts'),
      check: () => import('./commands/check.ts'),
      preview: () => import('./commands/preview.ts'),
      build: () => import('./commands/build.ts'),
      pdf: () => import('./commands/pdf.ts'),
      serve: () => import('./commands/serve.ts'),
    },
  ],
  [
    'Publish and send:',
    {
      login: () => import('./commands/login.ts'),
      publish: () => import('./commands/publish.ts'),
      unpublish: () => import('./commands/unpublish.ts'),
      issues: () => import('./commands/issues.ts'),
      send: () => import('./commands/send.ts'),
      correct: () => import('./commands/correct.ts'),
      qr: () => import('./commands/qr.ts'),
      embed: () => import('./commands/embed.ts'),
    },
  ],
  [
    'Look after:',
    {
      status: () => import('./commands/status.ts'),
      views: () => import('./commands/views.ts'),
      recipients: () => import('./commands/recipients.ts'),
      reader: () => import('./commands/reader.ts'),
      readers: () => import('./commands/readers.ts'),
      pause: control,
      resume: control,
      cancel: control,
      reschedule: control,
      retry: control,
      resolve: control,
      redrive: () => import('./commands/redrive.ts'),
    },
  ],
  [
    'Deploy:',
    {
      deploy: () => import('./commands/deploy.ts'),
      admin: () => import('./commands/admin.ts'),
      keys: () => import('./commands/keys.ts'),
      webhooks: () => import('./commands/webhooks.ts'),
      audit: () => import('./commands/audit.ts'),
      synth: () => import('./commands/synth.ts'),
      cost: () => import('./commands/cost.ts'),
    },
  ],
  [
    'Help:',
    {
      docs: () => import('./commands/docs.ts'),
      completion: () => import('./commands/completion.ts'),
    },
  ],
]

/** Commands that need all the others declared. */
const needsAll = ['completion', 'help']

/**
 * Declares the whole command line. A command's file declares it and loads nothing else; what its work needs is loaded
 * when it runs.
 * @param asked if this is a command, only it is declared
 */
export const loadProgram = async (
  io: TerminalIo,
  finish: Finish,
  asked?: string,
): Promise<MastheadCommand> => {
  const program = createProgram(io)
  const isOne =
    asked !== undefined &&
    !needsAll.includes(asked) &&
    groups.some(([, commands]) => Object.hasOwn(commands, asked))
  for (const [title, commands] of groups) {
    const only = isOne ? commands[asked] : undefined
    if (isOne && !only) continue
    program.commandsGroup(title)
    const loads = new Set(only ? [only] : Object.values(commands))
    for (const load of loads) (await load()).declare(program, io, finish)
  }
  program.addHelpCommand(
    new MastheadCommand('help')
      .argument('[command]')
      .description('say what a command does')
      .helpGroup('Help:'),
  )
  return program
}

const createProgram = (io: TerminalIo): MastheadCommand =>
  new MastheadCommand('masthead')
    .description('Makes, checks, publishes and sends the issues of a magazine.')
    .version(ownVersion(), '--version', 'print the version of Masthead')
    .exitOverride()
    .configureHelp({
      styleTitle: (title) => io.style('bold', title),
      // Options are listed in each command's own help.
      subcommandTerm: (command) =>
        [command.name(), ...command.registeredArguments.map(argumentTerm)].join(' '),
    })
    .configureOutput({
      writeOut: (text) => io.print(text.trimEnd()),
      writeErr: (text) => io.complain(text.trimEnd()),
      outputError: (text, write) => write(io.style('red', wrongUse(text))),
    })
    .example('new tidelines --name Tidelines --languages en,fr', 'a magazine of your own')
    .example('start', 'the whole service, on this machine')
    .example('preview content/issues/tidelines-1', 'an issue while it is written')
    .example('publish content/issues/tidelines-1', 'its pages, and the digest to send')
    .example('send tidelines-1 --to me@example.org', 'a test')
    .example('send tidelines-1 --at 2031-05-06T09:00', 'to everybody')
    .example('status tidelines-1--digest', 'what became of each reader')
    .addHelpText('after', places)

const argumentTerm = (argument: Argument): string =>
  argument.required ? `<${argument.name()}>` : `[${argument.name()}]`

const ownVersion = (): string => JSON.parse(readFileSync(ownFile('package.json'), 'utf8')).version

const places = `
The manual: masthead docs.
Where the service is: --api, else MASTHEAD_API, else a local service (masthead start) at or above this folder.
For publish alone, by AWS itself: MASTHEAD_AWS, what the stack prints as GithubVariable.
Who you are: MASTHEAD_TOKEN, else MASTHEAD_API_KEY, else the local service's own token, else what masthead login keeps.`
