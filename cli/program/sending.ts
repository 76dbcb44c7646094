import type { Command } from 'commander'
import type { Action } from '../commands/act.ts'
import type { TerminalIo } from '../terminal-io.ts'
import { answer, apiOption, type Finish, ownZonesOption, region } from './options.ts'

/** Sending, and what may be done to a send. */
export const addSendingCommands = (program: Command, io: TerminalIo, finish: Finish) => {
  program
    .command('send')
    .description('send a published issue: to all readers, once, to some, or to one address as a test')
    .argument('<issue>', 'the issue’s id')
    .option('--at <time>', 'when: 2026-12-01T09:00 in the publication’s time zone, or 2026-12-01T01:00Z')
    .option(...ownZonesOption)
    .option('--purpose <name>', 'what it is for, when it is not the digest: each purpose is sent once')
    .option('--language-is <tag...>', 'only to readers of these languages')
    .option('--topic <id...>', 'only to readers of these topics')
    .option('--where <field=value>', 'only to readers who answered so; may be repeated', answer)
    .option('--to <address>', 'only to this address, as a test')
    .option('--language <tag>', 'the test’s language')
    .option('--wait', 'stay and show progress until it is finished')
    .option(...apiOption)
    .action(async (issue, options) => finish((await import('../commands/send.ts')).send(io, issue, options)))
  program
    .command('login')
    .description('sign in, and keep the token for this service for an hour')
    .argument('<email>', 'the editor’s address')
    .requiredOption('--client <id>', 'UserPoolClientId of the deployment')
    .requiredOption('--region <region>', 'AWS region of the deployment', region)
    .option(...apiOption)
    .action(async (email, options) =>
      finish((await import('../commands/login.ts')).login(io, email, options)),
    )
}

export const addControlCommands = (program: Command, io: TerminalIo, finish: Finish) => {
  const control = (action: Action, description: string) =>
    program
      .command(action)
      .description(description)
      .argument('<send>', 'the send’s id, as status lists it')
      .option(...apiOption)
      .action(async (id, options) =>
        finish((await import('../commands/act.ts')).act(io, action, id, options)),
      )
  control('pause', 'stop a send within a chunk; resume goes on where it stopped')
  control('resume', 'go on with a send that stands still, whatever held it')
  control('cancel', 'end a send: whoever waits is left out')
  control('reschedule', 'give a send that has not begun another time')
    .option('--at <time>', 'when; left out, now')
    .option(...ownZonesOption)
  control('retry', 'send again to those to whom it failed')
  control('resolve', 'decide for those of whom nobody knows whether SES took their message')
    .option('--resend', 'send again: somebody may get it twice')
    .option('--write-off', 'leave it: somebody may never get it')
}
