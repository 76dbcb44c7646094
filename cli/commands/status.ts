import type { StatusAnswer, StatusesAnswer } from '../../functions/api/answers/statuses.ts'
import { account, overview } from '../send/send-summary.ts'
import { createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { apiOption, type Declare } from '../shared-options.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'

export type StatusOptions = { api?: string }

export const declare: Declare = (program, io, finish) =>
  program
    .command('status')
    .description('account for a send, or list all sends')
    .argument('[send]', 'the send’s id')
    .json('{ send, state, audience, batches, reports, timeZone }; without a send { sends: […], timeZone }')
    .example('status', 'all sends')
    .example('status tidelines-1--digest')
    .option(...apiOption)
    .action(async (id, options) => finish(status(io, id, options)))

/** Accounts for one send, or lists all. */
export const status = async (
  io: TerminalIo,
  id: string | undefined,
  options: StatusOptions,
): Promise<number> => {
  const client = createClient(await findService(io, options.api))
  const reply = id
    ? await client.get<StatusAnswer>(`/api/sends/${encodeURIComponent(id)}`)
    : await client.get<StatusesAnswer>('/api/sends')
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  io.answer(reply.value)
  for (const line of linesOf(io, reply.value, client.me)) io.print(line)
  return 0
}

const linesOf = (io: TerminalIo, value: StatusAnswer | StatusesAnswer, me: readonly string[]): string[] => {
  if (!('sends' in value)) return account(io, value, value.timeZone, me)
  const unreadable = (value.unreadable ?? []).map(({ id, row }) => `${id}  cannot be read: row ${row}`)
  if (value.sends.length > 0) return [...overview(value.sends, value.timeZone), ...unreadable]
  if (unreadable.length > 0) return unreadable
  return ['Nothing was ever sent. A published issue is sent by: masthead send <issue>']
}
