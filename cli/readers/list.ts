import type { ReaderShown } from '../../functions/api/answers/readers.ts'
import { createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { localTime, number, plural, table } from '../terminal/format.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'
import { pagesOfReaders, type ReadersFilter } from './pages-of-readers.ts'

/**
 * Lists readers as they come, so that a million are never held in memory. Lines stand in columns by so many: pages end
 * where the service ran out of time, and the same list is to look the same each time.
 */
export const listReaders = async (io: TerminalIo, filter: ReadersFilter): Promise<number> => {
  const client = createClient(await findService(io, filter.api))
  let listed = 0
  let lines: string[][] = []
  const print = () => {
    for (const line of table(lines)) io.print(line)
    lines = []
  }
  for await (const reply of pagesOfReaders(client, filter)) {
    if (reply.outcome === 'refused') return complainOf(io, reply.problems)
    const { readers, timeZone } = reply.value
    for (const one of readers) {
      lines.push(cellsOf(one, timeZone))
      if (lines.length === inColumns) print()
      io.answerPart(`${listed === 0 ? '[' : ','}${JSON.stringify(one)}`)
      listed += 1
    }
    io.progress(`${number(listed)} so far`)
  }
  print()
  io.answerPart(listed === 0 ? '[]' : ']')
  io.print(plural(listed, 'reader'))
  return 0
}

const inColumns = 200

const cellsOf = (reader: ReaderShown, timeZone: string): string[] => {
  const { address, status, language, topics, paused, since, cause, createdAt } = reader
  return [
    address,
    cause ? `${status} (${cause})` : status,
    language,
    topics.join(', ') || 'all topics',
    localTime(paused?.since ?? since ?? createdAt, timeZone),
  ]
}
