import { InvalidArgumentError } from 'commander'
import { apiOption, type Declare } from '../shared-options.ts'

export const declare: Declare = (program, io, finish) =>
  program
    .command('audit')
    .description('show what admins and programs did or were refused, the newest first')
    .option('--by <who>', 'only who is called this: an address, or the name of a key')
    .option(
      '--about <id>',
      'only what was about this issue and its sends, or this send, segment, import, key or reader (also by address)',
    )
    .option('--last <number>', 'so many', count, 50)
    .option(...apiOption)
    .json(
      '{ entries: [{ id, at, by, role, key, route, about, action, from, result: { at, status, outcome, about, before, after } }], timeZone }\nwithout `result` nobody knows whether it was done',
    )
    .example('audit')
    .example('audit --by ada@example.org --last 200')
    .example('audit --about tidelines-1--digest')
    .action(async (options) => finish((await import('../audit/show-audit.ts')).showAudit(io, options)))

const count = (text: string): number => {
  if (/^\d{1,6}$/.test(text) && Number(text) > 0) return Number(text)
  throw new InvalidArgumentError('Write a whole number, such as 50.')
}
