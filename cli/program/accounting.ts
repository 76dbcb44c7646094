import { type Command, Option } from 'commander'
import { outcomes } from '../../functions/sending/ledger/delivery.ts'
import type { TerminalIo } from '../terminal-io.ts'
import { apiOption, type Finish, jsonOption } from './options.ts'

/** What became of sends, of readers, and of work that failed. */
export const addAccountingCommands = (program: Command, io: TerminalIo, finish: Finish) => {
  program
    .command('status')
    .description('account for a send, or list all sends')
    .argument('[send]', 'the send’s id')
    .option(...jsonOption)
    .option(...apiOption)
    .action(async (id, options) => finish((await import('../commands/status.ts')).status(io, id, options)))
  program
    .command('recipients')
    .description('list whom a send is for and whom it left out, and what became of each')
    .argument('<send>', 'the send’s id')
    .addOption(new Option('--outcome <outcome>', 'only those').choices(outcomes))
    .option('--reason <reason>', 'only those, by a reason that status names')
    .addOption(new Option('--csv', 'print CSV').conflicts('json'))
    .option('--json', 'print JSON, one recipient a line')
    .option(...apiOption)
    .action(async (id, options) =>
      finish((await import('../commands/recipients.ts')).recipients(io, id, options)),
    )
  program
    .command('reader')
    .description('say what one reader was sent, and what became of it')
    .argument('<address>', 'the reader’s address')
    .option(...jsonOption)
    .option(...apiOption)
    .action(async (address, options) =>
      finish((await import('../commands/reader.ts')).reader(io, address, options)),
    )
  program
    .command('redrive')
    .description('list work that failed for good, or have one kind of it done again')
    .argument('[queue]', 'what to do again, as the list names it')
    .option(...apiOption)
    .action(async (queue, options) =>
      finish((await import('../commands/redrive.ts')).redrive(io, queue, options)),
    )
}
