import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { createAddressSet } from '../../functions/subscription/import/address-set.ts'
import type { Mapping } from '../../functions/subscription/import/column-names.ts'
import type { Encoding } from '../../functions/subscription/import/encoding.ts'
import type { Offer } from '../../functions/subscription/import/find-columns.ts'
import { inspectFile } from '../../functions/subscription/import/inspect-file.ts'
import { createJudge, type Judged } from '../../functions/subscription/import/judge-by-file.ts'
import { readRows } from '../../functions/subscription/import/read-rows.ts'
import type { Plan } from '../../functions/subscription/import/reading-plan.ts'
import { Refusal } from '../../functions/subscription/import/refusal.ts'
import type { OpenAt } from '../../functions/subscription/import/rows.ts'
import { type Counts, countJudged, noCounts } from '../../functions/subscription/import/tally.ts'
import { Stop, type TerminalIo } from '../terminal/terminal-io.ts'

export type JudgeFileOptions = {
  offer: Offer
  mapping: Mapping
  encoding?: Encoding | undefined
  /** Of readers whose row says none. */
  language: string
  roles: boolean
  /** Readers are to be asked first. */
  ask: boolean
  /** Hears of each row that is not imported, in order. */
  onPassedOver: (row: number, reason: string) => void
}

/** What a file of readers came to, as far as it tells by itself. */
export type JudgedFile = {
  path: string
  bytes: number
  /** In hexadecimal digits. */
  sha256: string
  plan: Plan
  header: string[]
  counts: Counts
}

/**
 * Judges each row of a file on this machine, as the service would.
 * @throws Stop when it is no file of readers
 */
export const judgeFile = async (
  io: TerminalIo,
  file: string,
  { onPassedOver, ...options }: JudgeFileOptions,
): Promise<JudgedFile> => {
  const path = resolve(io.cwd, file)
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw new Stop(`${file} is no file: name a CSV or JSON Lines file of readers`)
  const open: OpenAt = (byte) => createReadStream(path, { start: byte })
  try {
    const { plan, header } = await inspectFile({ open, name: basename(path), ...options })
    const counts = noCounts()
    const judge = createJudge({ plan, ...options })
    const addresses = createAddressSet()
    for await (const row of readRows(open, plan.shape, plan.from)) {
      const judged = onceOnly(judge(row), addresses)
      countJudged(counts, judged)
      if (judged.outcome === 'passed-over') onPassedOver(judged.row, judged.reason)
      if (row.number % 5_000 === 0) io.progress(`reading ${file}`, row.next.byte / found.size)
    }
    io.progress('')
    const sha256 = await hashOf(open)
    const now = await stat(path)
    if (now.size !== found.size || now.mtimeMs !== found.mtimeMs)
      throw new Stop(`${file} changed while it was read: run the command again`)
    return { path, bytes: found.size, sha256, plan, header, counts }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Stop(`${file}: ${error.message}`, { cause: error })
  }
}

const hashOf = async (open: OpenAt): Promise<string> => {
  const hash = createHash('sha256')
  for await (const part of open(0)) hash.update(part)
  return hash.digest('hex')
}

/** The first row of an address counts. */
const onceOnly = (judged: Judged, addresses: ReturnType<typeof createAddressSet>): Judged =>
  judged.outcome === 'taken' && !addresses.add(judged.reader.address)
    ? { outcome: 'passed-over', row: judged.reader.row, reason: 'duplicate' }
    : judged
