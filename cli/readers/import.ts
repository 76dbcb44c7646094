import { defined } from '../../functions/runtime/defined.ts'
import type { Encoding } from '../../functions/subscription/import/encoding.ts'
import { readPublicationFor } from '../local-content/local-publication.ts'
import { plural, total } from '../terminal/format.ts'
import { Misuse, Stop, type TerminalIo } from '../terminal/terminal-io.ts'
import { confirm } from '../terminal/type-to-confirm.ts'
import { importByService } from './import-by-service.ts'
import { type JudgedFile, judgeFile } from './judge-file.ts'
import { type AskingPlan, planAsking } from './plan-asking.ts'
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
  ask?: boolean
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
  const { dryRun = false, ask = false, encoding } = options
  const report = await startRowReport(io, options.report)
  try {
    // Of an import the service says what became of each row.
    const onPassedOver = dryRun ? report.add : report.keep
    const judged = await judgeFile(io, file, {
      offer,
      mapping,
      encoding,
      language,
      roles,
      ask,
      onPassedOver,
    })
    printPlan(io, file, judged)
    printCounts(io, judged.counts, language)
    printFirstRows(io, report, dryRun ? options.report : undefined)
    const asking = await planAsking(io, judged.counts, options)
    if (dryRun) return answerTrial(io, file, { ...judged, asking }, report.first)
    const may = await mayImport(io, judged, options)
    if (!may) return 1
    return await importByService(io, file, { ...options, ...may, judged, mapping, language, roles, report })
  } finally {
    await report.end()
  }
}

const answerTrial = (
  io: TerminalIo,
  file: string,
  { plan, header, counts, asking }: JudgedFile & { asking: AskingPlan | undefined },
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
    ...defined({ asking }),
  })
  io.print(
    'Nothing was imported. Who is a reader already, or left or was suppressed here, only the service knows',
  )
  return 0
}

/** Asks where consent came from and whether to go on. @returns the statement, if one is needed; undefined = nobody is imported */
const mayImport = async (
  io: TerminalIo,
  { counts: { taken } }: JudgedFile,
  { consent, ask, yes }: ImportOptions,
): Promise<{ consent?: string } | undefined> => {
  const all = total(taken)
  if (all === 0) {
    io.complain('There is nobody to import')
    return undefined
  }
  const readers = taken.pending ?? taken.active
  const kept = all - readers
  const stated = consent ?? (ask ? undefined : await askForConsent(io))
  if (stated?.trim() === '')
    throw new Misuse('Without a statement of where consent came from nobody is imported')
  const out = kept > 0 ? `, and keep out ${plural(kept, 'other')}` : ''
  const question = ask
    ? `Ask ${plural(readers, 'reader')} by mail${out}? Who confirms is sent issues from then on.`
    : `Import ${plural(readers, 'reader')}${out}? They are sent issues from now on.`
  if (await confirm(io, { question, word: String(all), yes })) return defined({ consent: stated })
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
