import type { StatusAnswer, StatusesAnswer } from '../../functions/api/answers/statuses.ts'
import type { Send } from '../../functions/sending/ledger/send.ts'
import type { Sends } from '../send/correction-name.ts'
import { account, overview } from '../send/send-summary.ts'
import { watchSend } from '../send/watch-send.ts'
import { type Client, createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { apiOption, type Declare } from '../shared-options.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import { Misuse, type TerminalIo } from '../terminal/terminal-io.ts'

export type StatusOptions = { api?: string; watch?: boolean }

export const declare: Declare = (program, io, finish) =>
  program
    .command('status')
    .description('account for a send, or list all sends')
    .argument('[send]', 'the send’s id')
    .option('--watch', 'watch the send until it is closed')
    .json(
      '{ send, state, audience, batches, reports, timeZone }; without a send { sends: […], timeZone }; with --watch the former, on one line for each state',
    )
    .example('status', 'all sends')
    .example('status tidelines-1--digest')
    .example('status tidelines-1--digest --watch', 'with a bar, until it is closed')
    .option(...apiOption)
    .exits(1, 'with --watch also: it was cancelled, or is finished with readers failed or uncertain')
    .action(async (id, options) => finish(status(io, id, options)))

/** Accounts for one send, or lists all. */
export const status = async (
  io: TerminalIo,
  id: string | undefined,
  options: StatusOptions,
): Promise<number> => {
  if (options.watch && !id)
    throw new Misuse('Say which send to watch, such as: masthead status tidelines-1--digest --watch')
  const client = createClient(await findService(io, options.api))
  if (options.watch && id) return watchSend(io, client, id)
  const reply = id
    ? await client.get<StatusAnswer>(`/api/sends/${encodeURIComponent(id)}`)
    : await client.get<StatusesAnswer>('/api/sends')
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  io.answer(reply.value)
  const sources = 'send' in reply.value ? await sourcesOf(client, reply.value.send) : undefined
  for (const line of linesOf(io, reply.value, client.me, sources)) io.print(line)
  return 0
}

/** A correction of a correction of a correction is called by their ids. */
const mostSources = 3

/** What a correction corrects, and what that does, by which it has its name. */
const sourcesOf = async (client: Client, send: Send): Promise<Sends> => {
  const found = new Map<string, Send>()
  let id = send.filter?.corrects?.send
  while (id !== undefined && found.size < mostSources) {
    const reply = await client.get<StatusAnswer>(`/api/sends/${encodeURIComponent(id)}`)
    if (reply.outcome === 'refused') break
    found.set(id, reply.value.send)
    id = reply.value.send.filter?.corrects?.send
  }
  return found
}

const linesOf = (
  io: TerminalIo,
  value: StatusAnswer | StatusesAnswer,
  me: readonly string[],
  sources?: Sends,
): string[] => {
  if (!('sends' in value)) return account(io, value, value.timeZone, me, sources)
  const unreadable = (value.unreadable ?? []).map(({ id, row }) => `${id}  cannot be read: row ${row}`)
  if (value.sends.length > 0) return [...overview(value.sends, value.timeZone), ...unreadable]
  if (unreadable.length > 0) return unreadable
  return ['Nothing was ever sent. A published issue is sent by: masthead send <issue>']
}
