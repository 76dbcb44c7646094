import { serviceOf } from '../../functions/subscription/import/services.ts'
import type { Counts } from '../../functions/subscription/import/tally.ts'
import { kilobytes, number, plural, table } from '../terminal/format.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'
import { languageWords, noteWords, reasonWords } from './import-words.ts'
import type { JudgedFile } from './judge-file.ts'

/** Says what was understood of a file: its kind, and what its columns hold. */
export const printPlan = (io: TerminalIo, file: string, { plan, header, bytes }: JudgedFile): void => {
  const { shape, service, columns, everybody } = plan
  const kind = shape.format === 'csv' ? 'CSV' : 'JSON Lines'
  io.print(
    `${file}: ${kind} in ${shape.encoding}, ${kilobytes(bytes)}${service ? `, as ${service} exports it` : ''}`,
  )
  const fields = Object.entries(columns).flatMap(([field, places]) =>
    places.map((at) => [field, at] as const),
  )
  // Of JSON Lines also those keys count that have not come up yet.
  const inOrder = fields
    .filter(([, at]) => at < plan.width || at < header.length)
    .sort(([, a], [, b]) => a - b)
  const named = inOrder.map(([field, at]) => [
    `  ${header[at] || `column ${at + 1}`}`,
    '→',
    field.replace(/^field-/, 'field '),
  ])
  for (const line of table(named)) io.print(line)
  const unused = notRead({ plan, header })
  if (unused.length > 0)
    io.print(`  not read: ${unused.slice(0, 20).join(', ')}${unused.length > 20 ? ', …' : ''}`)
  if (everybody) io.print(`By its name, everybody in it is ${everybody}`)
  const note = serviceOf(header)?.note
  if (note) io.complain(io.style('yellow', note))
}

/** The columns that have a name and do not count. */
export const notRead = ({ plan, header }: Pick<JudgedFile, 'plan' | 'header'>): string[] => {
  const read = new Set(Object.values(plan.columns).flat())
  return header.filter((name, at) => name && !read.has(at))
}

/** Says what becomes, or became, of the rows. @param language of readers whose row says none that there is */
export const printCounts = (
  io: TerminalIo,
  { rows, taken, passedOver, notes }: Counts,
  language: string,
): void => {
  io.print(
    `${plural(rows, 'row')}: ${plural(taken.pending ?? taken.active, 'reader')}${taken.pending ? ' to ask' : ''}, ${number(taken.unsubscribed)} who left, ${number(taken.suppressed)} suppressed`,
  )
  const named = (counts: Record<string, number>, words: Readonly<Record<string, string>>) =>
    Object.entries(counts)
      .sort(([, a], [, b]) => b - a)
      .map(([name, count]) => [`  ${number(count)}`, words[name] ?? name])
  for (const line of table(named(passedOver, reasonWords), [0])) io.print(`${line}`)
  for (const [note, words] of Object.entries(languageWords)) {
    const { [note]: count = 0 } = notes
    if (count > 0) io.print(`${plural(count, 'row')} ${words} ${count === 1 ? 'gets' : 'get'} ${language}`)
  }
  const leftOut = Object.fromEntries(Object.entries(notes).filter(([note]) => !(note in languageWords)))
  if (Object.keys(leftOut).length > 0) io.print('Left out of rows that are imported, or to check in them:')
  for (const line of table(named(leftOut, noteWords), [0])) io.print(line)
}
