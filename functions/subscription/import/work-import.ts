import { isDeepStrictEqual } from 'node:util'
import type { Deadline } from '../../runtime/clocks.ts'
import { defined } from '../../runtime/defined.ts'
import { askDays } from '../states/unconfirmed-days.ts'
import type { Offer } from './find-columns.ts'
import { mostAsked, tooManyToAsk } from './import-limits.ts'
import { base64Of, type Import, isOver, rowsKeyOf } from './import-record.ts'
import type { ImportsTable } from './imports.table.ts'
import { inspectFile } from './inspect-file.ts'
import { createJudge, type Judged } from './judge-by-file.ts'
import { packPassedOver } from './passed-over-rows.ts'
import { readRows } from './read-rows.ts'
import type { Plan } from './reading-plan.ts'
import { Refusal } from './refusal.ts'
import type { OpenAt, Place } from './rows.ts'
import { type Counts, countPassedOver, countTaken } from './tally.ts'
import type { Verdict } from './verdict.ts'
import type { WriteRows } from './write-rows.ts'

/** An uploaded file. `etag` tells it from another under the same name; `sha256`, in base64, if it was uploaded with one. */
export type Upload = { etag: string; size: number; sha256?: string; open: OpenAt }

export type WorkImportDeps = {
  imports: Pick<ImportsTable, 'get' | 'replace' | 'putRows' | 'putAsks'>
  upload: (id: string) => Promise<Upload | undefined>
  writeRows: WriteRows
  /** Gives the verdicts that writing would, and writes nothing; knows the rows of one run. */
  tryRows: () => WriteRows
  offer: Offer
  queue: { send(messages: { import: string }[]): Promise<void> }
  /** Of those whose readers are to be asked. */
  asksQueue: { send(messages: { import: string }[]): Promise<void> }
  now: () => number
}

/** `overtaken`: another run of the same import was faster. `goes-on`: another message is queued. `asking`: for whoever asks. */
export type Worked =
  | 'no-such-import'
  | 'over'
  | 'done'
  | 'refused'
  | 'cancelled'
  | 'overtaken'
  | 'goes-on'
  | 'asking'
  | 'tried'

/** Rows between two writes of how far it is: a cancel acts within so many. */
const chunkSize = 250

/**
 * Works on an import until it is done or its time is over. The record says where the next run goes on; it moves only over
 * the revision that was read, after the rows before it are written. So a run that is killed anywhere is taken up by the
 * next, which meets rows of its own, and of two runs at once one counts.
 */
export const createWorkImport = (deps: WorkImportDeps) => {
  const { imports, queue, now } = deps
  const replace = createReplace(imports)
  const end = async (before: Import, but: Partial<Import> & Pick<Import, 'state'>): Promise<Worked> => {
    const ended = await replace(before, { ...before, ...but, endedAt: new Date(now()).toISOString() })
    if (ended.overtaken) return ended.overtaken
    return but.state === 'refused' ? 'refused' : 'done'
  }
  const beginAsking = async (id: string): Promise<Worked> => {
    await deps.asksQueue.send([{ import: id }])
    return 'asking'
  }
  return async (id: string, deadline: Deadline): Promise<Worked> => {
    const record = await imports.get(id)
    if (!record) return 'no-such-import'
    if (isOver(record)) return 'over'
    // Killed before that was queued.
    if (record.state === 'asking') return beginAsking(id)
    if (record.state === 'tried') return 'tried'
    const upload = await deps.upload(id)
    const refuse = (problem: string) => end(withoutExpiry(record), { state: 'refused', problem })
    if (!upload || (record.etag !== undefined && record.etag !== upload.etag)) return refuse(lost)
    try {
      const begun = await begin(deps, record, upload)
      const started = begun === record ? { record } : await replace(record, begun)
      if (started.overtaken) return started.overtaken
      let current = started.record
      const settleRows = record.trial ? deps.tryRows() : deps.writeRows
      for await (const chunk of chunksOf(deps, current, upload)) {
        refuseTooMany(current.counts, chunk.judged)
        const verdicts = await settleRows(id, chunk.judged)
        const passed = verdicts.filter((one) => one.outcome === 'passed-over')
        if (passed.length > 0)
          await imports.putRows(rowsKeyOf(record), chunk.from.row, packPassedOver(passed), record.expires)
        const asks = verdicts.flatMap((one) => (one.outcome === 'taken' && one.asks ? [one.asks] : []))
        if (asks.length > 0 && !record.trial)
          await imports.putAsks(id, { row: chunk.from.row, ids: asks }, forgottenAt(now()))
        const moved = { ...current, position: chunk.next, counts: counted(current.counts, verdicts) }
        const written = await replace(current, moved)
        if (written.overtaken === 'cancelled') await countAfterCancel(imports, moved)
        if (written.overtaken) return written.overtaken
        current = written.record
        if (deadline.leftMs() > 0) continue
        await queue.send([{ import: id }])
        return 'goes-on'
      }
      if (current.trial) {
        const tried = await replace(current, { ...current, state: 'tried' })
        return tried.overtaken ?? 'tried'
      }
      if (!current.counts.taken.pending) return await end(current, { state: 'done' })
      const asking = { row: 0, at: 0, asked: 0 }
      const asks = await replace(current, { ...current, state: 'asking', asking })
      return asks.overtaken ?? (await beginAsking(id))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const current = (await imports.get(id)) ?? record
      return isOver(current)
        ? 'over'
        : end(withoutExpiry(current), { state: 'refused', problem: error.message })
    }
  }
}

/** When whoever was not asked by then is not there any more, Unix seconds. */
const forgottenAt = (now: number): number => Math.ceil(now / 1000) + (askDays + 1) * 86_400

const lost =
  'The uploaded file is gone or was replaced before all of it was read: import it again, and whoever is a reader by now is passed over'

/** Writes the record over the one that was read. @returns the stored one, or whose it is instead */
const createReplace =
  (imports: WorkImportDeps['imports']) =>
  async (
    before: Import,
    after: Import,
  ): Promise<
    { record: Import; overtaken?: undefined } | { record?: undefined; overtaken: 'overtaken' | 'cancelled' }
  > => {
    const record = { ...after, revision: before.revision + 1 }
    if ((await imports.replace(before, after)) === 'written') return { record }
    const found = await imports.get(before.id)
    // The SDK repeats a write whose answer was lost, and then meets its own.
    if (isDeepStrictEqual(found, record)) return { record }
    return { overtaken: found?.state === 'cancelled' ? 'cancelled' : 'overtaken' }
  }

/** Rows that were being written when somebody cancelled stay, so they count. */
const countAfterCancel = async (
  imports: WorkImportDeps['imports'],
  { id, position, counts, revision }: Import,
): Promise<void> => {
  const found = await imports.get(id)
  // Of two runs at once one counts; the cancel was the change over which this run could not write.
  if (found?.state !== 'cancelled' || found.revision !== revision + 1) return
  await imports.replace(found, { ...found, ...defined({ position }), counts })
}

/** An import stays as the evidence of its readers; a trial has none. */
const withoutExpiry = (record: Import): Import => {
  const { expires: _, ...rest } = record
  return record.trial ? record : rest
}

/** The record of an import whose file is there, with how it is read. @throws Refusal */
const begin = async ({ offer }: WorkImportDeps, record: Import, upload: Upload): Promise<Import> => {
  if (record.plan) return record
  if (upload.size !== record.file.size)
    throw new Refusal(`The uploaded file has ${upload.size} bytes, of ${record.file.size}: import it again`)
  const promised = base64Of(record.file.sha256)
  if (promised && upload.sha256 !== promised)
    throw new Refusal('The uploaded file is another than was promised, by its SHA-256: import it again')
  const { mapping, encoding, file } = record
  const { plan } = await inspectFile({ open: upload.open, name: file.name, offer, mapping, encoding })
  const begun = { ...withoutExpiry(record), state: 'working' as const }
  return { ...begun, etag: upload.etag, plan, position: plan.from }
}

/** @throws Refusal before more are let be asked than may */
const refuseTooMany = ({ taken }: Counts, judged: readonly Judged[]): void => {
  const more = judged.filter((one) => one.outcome === 'taken' && one.reader.as.status === 'pending').length
  if ((taken.pending ?? 0) + more > mostAsked) throw new Refusal(tooManyToAsk)
}

type Chunk = { from: Place; judged: Judged[]; next: Place }

/** What is left of a file, judged, in runs of rows. */
async function* chunksOf(
  { offer }: WorkImportDeps,
  { plan, position, language, roles, ask }: Import,
  { open }: Upload,
): AsyncGenerator<Chunk> {
  const { shape, from } = plan as Plan
  const judge = createJudge({ offer, plan: plan as Plan, language, roles, ask })
  let start = position ?? from
  let judged: Judged[] = []
  let next = start
  for await (const row of readRows(open, shape, start)) {
    judged.push(judge(row))
    next = row.next
    if (judged.length < chunkSize) continue
    yield { from: start, judged, next }
    start = next
    judged = []
  }
  if (judged.length > 0) yield { from: start, judged, next }
}

const counted = (before: Counts, verdicts: readonly Verdict[]): Counts => {
  const counts = structuredClone(before)
  for (const verdict of verdicts)
    if (verdict.outcome === 'taken') countTaken(counts, verdict.status, verdict.notes)
    else countPassedOver(counts, verdict.reason)
  return counts
}
