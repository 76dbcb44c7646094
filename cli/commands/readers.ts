import { InvalidArgumentError, Option } from 'commander'
import { encodings } from '../../functions/subscription/import/encoding.ts'
import type { MastheadCommand } from '../command.ts'
import type { ReaderActionName } from '../readers/act-on-reader.ts'
import { apiOption, type Declare } from '../shared-options.ts'
import { yesOption } from '../terminal/type-to-confirm.ts'

const statuses = ['pending', 'active', 'paused', 'unsubscribed', 'suppressed']

export const declare: Declare = (program, io, finish) => {
  const readers = program
    .command('readers')
    .description(
      'list, show, count, import, export, suppress, restore and erase readers, and name segments of them',
    )
    .example('readers list --status suppressed')
    .example('readers count')
    .example('readers growth')
    .example('readers show ada@example.org')
    .example('readers export readers.csv')
    .example('readers import export.csv --dry-run')
    .example('readers segments')
    .example('readers suppress ada@example.org')
  const filtered = (command: MastheadCommand) =>
    command
      .addOption(new Option('--status <status>', 'only those').choices(statuses))
      .option('--language <tag>', 'only who reads this language')
      .option('--topic <id>', 'only who gets this topic')
      .option('--search <text>', 'only whose address has this in it')
      .option(...apiOption)

  filtered(readers.command('list'))
    .summary('list readers')
    .description('list readers, in the order of their ids, which is always the same and says nothing of them')
    .json('[{ id, address, status, language, topics, timeZone, fields, since, cause, consents }], one a line')
    .example('readers list --status suppressed')
    .example('readers list --language fr --topic views')
    .example('readers list --search tide', 'tide@example.org, and everybody at tides.example')
    .action(async (options) => finish((await import('../readers/list.ts')).listReaders(io, options)))

  readers
    .command('count')
    .description(
      'count readers by status, language and topic: more than 20,000 as the last night counted them',
    )
    .option('--now', 'read them all, however many')
    .option(...apiOption)
    .json('{ at, statuses, languages, topics }, each of numbers by name; at: when they were counted')
    .example('readers count')
    .example('readers count --now')
    .action(async (options) => finish((await import('../readers/count.ts')).countReaders(io, options)))

  readers
    .command('growth')
    .description('show how many readers there were week by week, and how many came and went')
    .option('--days <number>', 'how far back', days, 182)
    .option(...apiOption)
    .json(
      '{ days: [{ day, at, statuses, languages, topics, flow: { joined, left, bounced, complained, suppressed, erased } }, { day, missing }], timeZone }',
    )
    .example('readers growth')
    .example('readers growth --days 730 --json')
    .action(async (options) => finish((await import('../readers/growth.ts')).showGrowth(io, options)))

  readers
    .command('show')
    .description('show all that is known of one reader, with the evidence of each opt-in')
    .argument('<address>', 'the reader’s address')
    .option(...apiOption)
    .json(
      '{ reader: { id, address, status, …, consents: [{ at, form, wording, confirmedAt, left }] }, timeZone }; of who was erased\n{ erased: { id, at, suppressed, left, unknown }, timeZone }',
    )
    .example('readers show ada@example.org')
    .action(async (address, options) =>
      finish((await import('../readers/show.ts')).showReader(io, address, options)),
    )

  filtered(readers.command('export'))
    .description('write readers to a file, as CSV or JSON Lines by its name')
    .argument('<file>', 'such as readers.csv or readers.jsonl; must not be there')
    .json('{ file, readers }: how many were written')
    .example('readers export readers.csv --status active')
    .example('readers export readers.jsonl')
    .action(async (file, options) =>
      finish((await import('../readers/export.ts')).exportReaders(io, file, options)),
    )

  readers
    .command('import')
    .summary('import readers from a file, or see what it comes to')
    .description('import readers from a file, CSV or JSON Lines as other services export it; asks')
    .argument('<file>', 'such as readers.csv or readers.jsonl')
    .option('--dry-run', 'say what it comes to, on this machine alone, and import nobody')
    .option('--consent <text>', 'where the readers’ consent came from, kept as the evidence of each')
    .option('--ask', 'ask each new reader by mail whether they want it; who confirms becomes one')
    .option('--map <column=field>', 'what a column holds, by its name or number; - = nothing', mapping)
    .option('--language <tag>', 'of readers whose row says none (default: the publication’s first)')
    .addOption(new Option('--encoding <name>', 'of the file, if it is mistaken').choices(encodings))
    .option('--role-addresses', 'take info@, office@ and the like, too')
    .option('--report <file>', 'write each row that is not imported to a CSV file; must not be there')
    .option(
      '--name <id>',
      'of the import; by the same name it is the same import (default: by file and time)',
    )
    .option('--publication <file>', 'the publication (default: publication.yaml here or above)')
    .option(...apiOption)
    .option(...yesOption)
    .json(
      '{ import: { id, state, counts: { rows, taken, passedOver, notes }, … }, rows: [{ row, reason }] }; with --dry-run\n{ file, service, format, encoding, columns: { field: [names] }, notRead, counts, rows, asking?: { asksADay, days } }\n`rows` has the first thousand that are not imported; a report has all',
    )
    .example('readers import export.csv --dry-run')
    .example('readers import export.csv --consent "Double opt-in on our old site"')
    .example('readers import export.csv --ask', 'of readers whose consent nobody can prove')
    .example('readers import export.csv --map "Mail=address" --map "Tags=-"')
    .exits(1, 'not imported, or not all of it, and why is on standard error')
    .action(async (file, options) =>
      finish((await import('../readers/import.ts')).importReaders(io, file, options)),
    )

  readers
    .command('imports')
    .description('list imports of readers with how far they are, or cancel one')
    .option('--cancel <id>', 'end this one; whoever is imported by then stays')
    .option(...apiOption)
    .json(
      '{ imports: [{ id, state, file, consent, counts, asked, at, by, … }], timeZone }; with --cancel { import, timeZone }',
    )
    .example('readers imports')
    .example('readers imports --cancel old-list')
    .action(async (options) => finish((await import('../readers/imports.ts')).listImports(io, options)))

  const segments = readers
    .command('segments')
    .summary('save, list, count and remove segments of readers')
    .description('segments of readers: rules under a name, by which issues are sent to some')
    .example('readers segments')
    .example('readers segments save students --where "field:role=student and language:en"')
    .example('readers segments show students', 'what it means, how many are in it, who is not and why')
  segments
    .command('list', { isDefault: true })
    .description('list saved segments with who saved them last, and when')
    .option(...apiOption)
    .json('{ segments: [{ name, rule, at, by }], timeZone }')
    .example('readers segments')
    .action(async (options) => finish((await import('../readers/segments.ts')).listSegments(io, options)))
  segments
    .command('save')
    .description('save a rule under a name')
    .argument('<name>', '1 to 40 of a–z, 0–9 and hyphens')
    .requiredOption(
      '--where <rule>',
      'of language:, topic:, field:ID=, from:, got:, joined>= and joined<, with and, or, not and parentheses',
    )
    .option('--replace', 'in place of the one of this name')
    .option(...apiOption)
    .json('{ segment: { name, rule, at, by }, timeZone }')
    .example('readers segments save students --where "field:role=student and language:en"')
    .example('readers segments save missed-6 --where "not got:tidelines-6 and joined<2031-01-01"')
    .action(async (name, options) =>
      finish((await import('../readers/segments.ts')).saveSegment(io, name, options)),
    )
  segments
    .command('show')
    .description('say what a segment means, how many readers are in it now, and who is not and why')
    .argument('<segment>', 'the name of a saved one, or a rule')
    .option(...apiOption)
    .json('{ segment?: { name, rule, at, by }, languages, excluded }')
    .example('readers segments show students')
    .example('readers segments show "topic:harbour and not language:fr"', 'of a rule that is not saved')
    .action(async (segment, options) =>
      finish((await import('../readers/segments.ts')).showSegment(io, segment, options)),
    )
  segments
    .command('remove')
    .description('remove a saved segment; sends that were made by it stay as they are')
    .argument('<name>', 'its name')
    .option(...apiOption)
    .json('{ segment: { name, rule, at, by }, timeZone }')
    .example('readers segments remove students')
    .action(async (name, options) =>
      finish((await import('../readers/segments.ts')).removeSegment(io, name, options)),
    )

  const act = (action: ReaderActionName, description: string) =>
    readers
      .command(action)
      .description(description)
      .argument('<address>', 'the reader’s address')
      .option(...apiOption)
      .json('{ outcome: done | already, reader or erased: { id, at }, unknown?, timeZone }')
      .example(`readers ${action} ada@example.org`)
      .action(async (address, options) =>
        finish((await import('../readers/act-on-reader.ts')).actOnReader(io, action, address, options)),
      )
  act(
    'suppress',
    'never mail an address again, whatever anybody fills in, also one that nobody has; asks',
  ).option(...yesOption)
  act('restore', 'let a suppressed reader sign up again; it brings nobody back by itself')
  act('erase', 'erase all that is known of a reader; no import brings them back; asks').option(...yesOption)
}

/** Collects `column=field`, by column. */
const mapping = (text: string, before: Record<string, string> = {}): Record<string, string> => {
  const at = text.lastIndexOf('=')
  if (at < 1 || at === text.length - 1)
    throw new InvalidArgumentError('Write column=field, such as "E-mail=address".')
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) }
}

const days = (text: string): number => {
  const number = Number(text)
  // Seven years: longer, and one answer could hold too much.
  if (/^\d+$/.test(text) && number >= 1 && number <= 2_557) return number
  throw new InvalidArgumentError('Write a number of days, 1 to 2557.')
}
