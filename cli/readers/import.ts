import type { Encoding } from '../../functions/subscription/import/encoding.ts'
import { number } from '../format.ts'
import { readPublicationFor } from '../local-issue.ts'
import { Misuse, type TerminalIo } from '../terminal-io.ts'
import { reasonWords } from './import-words.ts'
import { judgeFile } from './judge-file.ts'
import { printCounts, printPlan, type RowReport, startRowReport } from './report-import.ts'

export type ImportOptions = {
  dryRun?: boolean
  map?: Record<string, string>
  encoding?: Encoding
  language?: string
  roleAddresses?: boolean
  report?: string
  publication?: string
}

/** Judges a file of readers, and imports those whom it may. */
export const importReaders = async (
  io: TerminalIo,
  file: string,
  options: ImportOptions,
): Promise<number> => {
  const offer = await readPublicationFor(io, io.cwd, options.publication)
  const { language = offer.languages[0]! } = options
  if (!offer.languages.includes(language))
    throw new Misuse(`Nothing is published in ${language}: choose of ${offer.languages.join(', ')}`)
  const report = await startRowReport(io, options.report)
  const judged = await judgeFile(io, file, {
    offer,
    mapping: options.map ?? {},
    encoding: options.encoding,
    language,
    roles: options.roleAddresses ?? false,
    onPassedOver: report.add,
  }).finally(report.end)
  printPlan(io, file, judged)
  printCounts(io, judged.counts)
  printFirst(io, report, options.report)
  const { service, header, columns, shape } = judged.plan
  io.answer({
    file,
    service,
    format: shape.format,
    encoding: shape.encoding,
    columns: Object.fromEntries(Object.entries(columns).map(([field, at]) => [field, header[at] || at + 1])),
    counts: judged.counts,
    rows: report.first,
  })
  io.print(
    'Nothing was imported. Who is a reader already, or left or was suppressed here, only the service knows',
  )
  return 0
}

const mostShown = 10

const printFirst = (io: TerminalIo, { first }: RowReport, file: string | undefined): void => {
  for (const { row, reason } of first.slice(0, mostShown))
    io.print(`  row ${number(row)} ${reasonWords[reason] ?? reason}`)
  const rest = first.length - mostShown
  if (file) io.print(`Every row that is not imported, with its reason: ${file}`)
  else if (rest > 0) io.print('  … and more: --report FILE writes all of them')
}
