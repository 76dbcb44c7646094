import type { HistoryAnswer } from '../../functions/api/answers/sends.ts'
import { createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { apiOption, type Declare } from '../shared-options.ts'
import { localTime, table } from '../terminal/format.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'

export type ReaderOptions = { api?: string }

export const declare: Declare = (program, io, finish) =>
  program
    .command('reader')
    .summary('say what one reader was sent')
    .description('say what one reader was sent, and what became of it')
    .argument('<address>', 'the reader’s address')
    .json('{ address, timeZone, sends: [{ send, at, outcome, reason, reported }] }')
    .example('reader ada@readers.example')
    .option(...apiOption)
    .action(async (address, options) => finish(reader(io, address, options)))

const words: Readonly<Record<string, string>> = {
  absent: 'no subscriber then',
  'not-planned': 'not planned yet',
  forgotten: 'not kept any more',
}

/** Lists what a reader was sent, latest first. */
export const reader = async (io: TerminalIo, address: string, options: ReaderOptions): Promise<number> => {
  const client = createClient(await findService(io, options.api))
  const reply = await client.post<HistoryAnswer>('/api/readers/sends', { address })
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  io.answer(reply.value)
  for (const line of linesOf(reply.value)) io.print(line)
  return 0
}

const linesOf = ({ address, sends, timeZone }: HistoryAnswer): string[] =>
  sends.length > 0
    ? table(
        sends.map(({ send, at, outcome, reason, reported }) => [
          send,
          localTime(at, timeZone),
          words[outcome] ?? outcome,
          [reason, reported].filter(Boolean).join(', '),
        ]),
      )
    : [`Nothing was ever sent to ${address}`]
