import type { BatchesTable } from './batch.table.ts'
import type { Batch } from './batch.ts'
import { mergeReports, settleByReports } from './merge-reports.ts'
import { type OutcomeCode, overwrite } from './outcomes.ts'
import type { PressedLinksTable } from './pressed-links.table.ts'
import type { SesReportsTable } from './ses-report.table.ts'
import type { BatchReports, Report } from './ses-report.ts'

export type ApplyReportsDeps = {
  sesReports: SesReportsTable
  batches: Pick<BatchesTable, 'get' | 'rewrite'>
  pressedLinks: Pick<PressedLinksTable, 'note'>
}

/**
 * What became of a report. `unknown`: it names no recipient of the ledger. `too-early`: a rejection, before its worker
 * has written that SES took the message; it must be given again.
 */
export type Applied = 'applied' | 'unknown' | 'too-early'

/** Several writers may update these items; in each round one succeeds. */
const mostRounds = 200

/**
 * Records SES's reports on one batch's recipients, then settles those who were uncertain, or were rejected after all. The
 * reports are stored first and the batch is read afterwards, while a worker that makes recipients uncertain writes that
 * first and reads the reports afterwards. So whichever comes second sees the other. Nothing is written for a batch that is
 * not there: one of a series bears its reader's id, and is gone when they are erased.
 * @returns what became of each report, in their order
 * @throws when others kept writing for too long, so that the message is redelivered
 */
export const createApplyReports =
  ({ sesReports, batches, pressedLinks }: ApplyReportsDeps) =>
  async (send: string, batch: string, reports: readonly Report[]): Promise<Applied[]> => {
    const size = (await batches.get(send, batch))?.codes.length ?? 0
    const isKnown = ({ index }: Report) => index < size
    const ours = reports.filter(isKnown)
    if (ours.length === 0) return reports.map(() => 'unknown')
    for (const { link } of ours) if (link) await pressedLinks.note(send, link)
    const known = await keep(sesReports, send, batch, ours)
    for (let round = 0; round < mostRounds; round += 1) {
      const standing = await batches.get(send, batch)
      if (!standing) return reports.map(() => 'unknown')
      const codes = settle(standing, known, ours)
      if (codes !== standing.codes && !(await batches.rewrite(send, batch, standing, codes))) continue
      return reports.map((report) =>
        isKnown(report) ? (isTooEarly(standing, known, report) ? 'too-early' : 'applied') : 'unknown',
      )
    }
    throw new Error(`Batch ${batch} of ${send} kept changing while its reports were taken in`)
  }

const keep = async (sesReports: SesReportsTable, send: string, batch: string, reports: readonly Report[]) => {
  for (let round = 0; round < mostRounds; round += 1) {
    const before = await sesReports.get(send, batch)
    const after = mergeReports(before, reports)
    if (after === before || (await sesReports.replace(send, batch, before, after))) return after
  }
  throw new Error(`The reports of batch ${batch} of ${send} kept changing`)
}

const settle = (standing: Batch, known: BatchReports, reports: readonly Report[]): string => {
  const settled = settleByReports(standing.codes, known)
  const rejected = reports.filter(
    (report) => isRejected(standing, known, report) && 'auW'.includes(settled[report.index]!),
  )
  return overwrite(settled, new Map(rejected.map(({ index }): [number, OutcomeCode] => [index, 'r'])))
}

/**
 * Whether SES rejected the message that it took last. What it rejected before a person had the failed sent again says nothing
 * about what was sent since.
 */
const isRejected = (
  { reopenedAfter = 0 }: Batch,
  known: BatchReports,
  { index, code, attempt = 0 }: Report,
): boolean => code === 'r' && attempt > reopenedAfter && known.codes[index] === 'r'

/** Its worker is about to write `a` over whatever stands there; if it is dead, the next one writes `u`. */
const isTooEarly = (standing: Batch, known: BatchReports, report: Report): boolean =>
  isRejected(standing, known, report) && standing.codes[report.index] === '>'
