import type { Encoding } from '../../functions/subscription/import/encoding.ts'
import { readPublicationFor } from '../content/local-publication.ts'
import { plural, total } from '../terminal/format.ts'
import { Misuse, Stop, type TerminalIo } from '../terminal/terminal-io.ts'
import { confirm } from '../terminal/type-to-confirm.ts'
import { importByService } from './import-by-service.ts'
import { type JudgedFile, judgeFile } from './judge-file.ts'
import { notRead, printCounts, printPlan } from './report-import.ts'
import { printFirstRows, startRowReport } from './row-report.ts'

export type ImportOptions = {
  dryRun?: boolean
  map?: Record<string, string>
  encoding?: Encoding
  language?: string
  roleAddresses?: boolean
  report?: string
  publication?: string
  consent?: string
  name?: string
  api?: string
  yes?: boolean
}

/** Judges a file of readers on this machine, shows what it comes to, and has those imported whom it may. */
export const importReaders = async (
  io: TerminalIo,
  file: string,
  options: ImportOptions,
): Promise<number> => {
  const offer = await readPublicationFor(io, io.cwd, options.publication)
  const { language = offer.languages[0]!, roleAddresses: roles = false, map: mapping = {} } = options
  if (!offer.languages.includes(language))
    throw new Misuse(`Nothing is published in ${language}: choose of ${offer.languages.join(', ')}`)
  const { dryRun = false, encoding } = options
  const report = await startRowReport(io, options.report)
  try {
    // Of an import the service says what became of each row.
    const onPassedOver = dryRun ? report.add : report.keep
    const judged = await judgeFile(io, file, { offer, mapping, encoding, language, roles, onPassedOver })
    printPlan(io, file, judged)
    printCounts(io, judged.counts)
    printFirstRows(io, report, dryRun ? options.report : undefined)
    if (dryRun) return answerTrial(io, file, judged, report.first)
    const consent = await mayImport(io, judged, options)
    if (consent === undefined) return 1
    return await importByService(io, file, { ...options, judged, consent, mapping, language, roles, report })
  } finally {
    await report.end()
  }
}

const answerTrial = (
  io: TerminalIo,
  file: string,
  { plan, header, counts }: JudgedFile,
  rows: readonly object[],
): number => {
  const { service, columns, shape } = plan
  const named = Object.entries(columns).flatMap(([field, places]) => {
    const all = places.filter((at) => at < plan.width || at < header.length).map((at) => header[at] || at + 1)
    return all.length > 0 ? [[field, all] as const] : []
  })
  const { format, encoding } = shape
  const unread = notRead({ plan, header })
  io.answer({
    file,
    service,
    format,
    encoding,
    columns: Object.fromEntries(named),
    notRead: unread,
    counts,
    rows,
  })
  io.print(
    'Nothing was imported. Who is a reader already, or left or was suppressed here, only the service knows',
  )
  return 0
}

/** Asks where consent came from and whether to go on. @returns the statement; undefined = nobody is imported */
const mayImport = async (
  io: TerminalIo,
  { counts: { taken } }: JudgedFile,
  { consent, yes }: ImportOptions,
): Promise<string | undefined> => {
  const all = total(taken)
  if (all === 0) {
    io.complain('There is nobody to import')
    return undefined
  }
  const kept = all - taken.active
  const stated = consent ?? (await askForConsent(io))
  if (stated.trim() === '')
    throw new Misuse('Without a statement of where consent came from nobody is imported')
  const out = kept > 0 ? `, and keep out ${plural(kept, 'other')}` : ''
  const question = `Import ${plural(taken.active, 'reader')}${out}? They are sent issues from now on.`
  if (await confirm(io, { question, word: String(all), yes })) return stated
  io.complain('Nobody is imported')
  return undefined
}

const askForConsent = async (io: TerminalIo): Promise<string> => {
  try {
    return await io.ask('Where did these readers agree to get it? This is kept as the evidence of each:')
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    throw new Misuse('State where the readers’ consent came from: add --consent "…"', { cause: error })
  }
}
