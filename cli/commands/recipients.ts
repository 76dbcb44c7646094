import { Option } from 'commander'
import type { RecipientsAnswer } from '../../functions/api/answers/sends.ts'
import type { Outcome } from '../../functions/sending/ledger/recipient-outcome.ts'
import { type Client, createClient, type Reply } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { apiOption, type Declare } from '../shared-options.ts'
import { csvLine } from '../terminal/csv.ts'
import { number, plural, table } from '../terminal/format.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'

export type RecipientsOptions = {
  api?: string
  outcome?: string
  reason?: string
  csv?: boolean
}

export const declare: Declare = (program, io, finish) =>
  program
    .command('recipients')
    .summary('list who got a send or was left out, and why')
    .description('list whom a send is for and whom it left out, and what became of each')
    .argument('<send>', 'the send’s id')
    .addOption(new Option('--outcome <outcome>', 'only those').choices(Object.keys(outcomes)))
    .option('--reason <reason>', 'only those, by a reason that status names')
    .addOption(new Option('--csv', 'print CSV').conflicts('json'))
    .json('[{ id, address, outcome, reason, reported, batch }], one a line as they come')
    .example('recipients tidelines-1--digest --outcome uncertain')
    .example('recipients tidelines-1--digest --csv > recipients.csv')
    .option(...apiOption)
    .action(async (id, options) => finish(recipients(io, id, options)))

/** The ledger's outcomes, repeated here so that help does not load the ledger. */
const outcomes: Record<Outcome, true> = {
  accepted: true,
  excluded: true,
  failed: true,
  uncertain: true,
  waiting: true,
}

type Recipient = RecipientsAnswer['recipients'][number]

/** Lists a send's recipients, page by page as they come. */
export const recipients = async (io: TerminalIo, id: string, options: RecipientsOptions): Promise<number> => {
  const client = createClient(await findService(io, options.api))
  let listed = 0
  let isFirst = true
  for await (const reply of pages(client, id, options)) {
    if (reply.outcome === 'refused') return complainOf(io, reply.problems)
    const page = reply.value.recipients
    if (options.csv && isFirst) io.print(csvLine(columns))
    isFirst = false
    for (const line of linesOf(page, options)) io.print(line)
    // Each page is answered as it comes, so that a million recipients are never held in memory.
    for (const [at, one] of page.entries())
      io.answerPart(`${listed + at === 0 ? '[' : ','}${JSON.stringify(one)}`)
    listed += page.length
    io.progress(`${number(listed)} so far`)
  }
  io.answerPart(listed === 0 ? '[]' : ']')
  if (!options.csv) io.print(plural(listed, 'recipient'))
  return 0
}

async function* pages(client: Client, id: string, { outcome, reason }: RecipientsOptions) {
  let after: string | undefined
  do {
    const query = new URLSearchParams(
      Object.entries({ outcome, reason, after }).filter((pair): pair is [string, string] => !!pair[1]),
    )
    const path = `/api/sends/${encodeURIComponent(id)}/recipients${query.size > 0 ? `?${query}` : ''}`
    const reply: Reply<RecipientsAnswer> = await client.get<RecipientsAnswer>(path)
    yield reply
    after = reply.outcome === 'done' ? reply.value.next : undefined
  } while (after)
}

const columns = ['id', 'address', 'outcome', 'reason', 'reported', 'batch'] as const

const linesOf = (page: Recipient[], { csv }: RecipientsOptions): string[] => {
  if (csv) return page.map((one) => csvLine(columns.map((column) => one[column])))
  return table(
    page.map(({ id, address = id, outcome, reason = '', reported = '' }) => [
      address,
      outcome,
      reason,
      reported,
    ]),
  )
}
