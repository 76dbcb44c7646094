import { createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { localTime, number, plural, table } from '../terminal/format.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'
import { pagesOfReaders, type ReadersFilter } from './pages.ts'

/** Lists readers, page by page as they come, so that a million are never held in memory. */
export const listReaders = async (io: TerminalIo, filter: ReadersFilter): Promise<number> => {
  const client = createClient(await findService(io, filter.api))
  let listed = 0
  for await (const reply of pagesOfReaders(client, filter)) {
    if (reply.outcome === 'refused') return complainOf(io, reply.problems)
    const { readers, timeZone } = reply.value
    const rows = readers.map(({ address, status, language, topics, paused, since, cause, createdAt }) => [
      address,
      cause ? `${status} (${cause})` : status,
      language,
      topics.join(', ') || 'all topics',
      localTime(paused?.since ?? since ?? createdAt, timeZone),
    ])
    for (const line of table(rows)) io.print(line)
    for (const [at, one] of readers.entries())
      io.answerPart(`${listed + at === 0 ? '[' : ','}${JSON.stringify(one)}`)
    listed += readers.length
    io.progress(`${number(listed)} so far`)
  }
  io.answerPart(listed === 0 ? '[]' : ']')
  io.print(plural(listed, 'reader'))
  return 0
}
