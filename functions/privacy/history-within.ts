import { createHistory, type HistoryDeps, type Sent } from '../sending/ledger/reader-history.ts'

/** Sends looked through before the time is looked at again. */
const run = 100
/** At some 200 bytes each, a fifth of what a function may answer (AWS Lambda quotas: 6 MB). */
const mostSends = 5_000

/** How long a reader waits for it, at most. */
const patienceMs = 15_000

export type SendsRead = {
  /** The latest first. */
  sends: Sent[]
  /** How many there was no time or room for. */
  notRead: number
}

/** A reader's history, as far as one answer has time and room for it. @param deps `now`: Unix ms */
export const createHistoryWithin =
  (deps: HistoryDeps & { now: () => number }) =>
  async (reader: { id: string; address: string; formerIds: readonly string[] }): Promise<SendsRead> => {
    const begun = deps.now()
    const ids = await deps.sends.ids()
    const sends: Sent[] = []
    let read = 0
    while (read < ids.length && sends.length < mostSends && deps.now() - begun < patienceMs) {
      const some = ids.slice(read, read + run)
      const history = createHistory({ ...deps, sends: { ...deps.sends, ids: async () => some } })
      sends.push(...(await history(reader)))
      read += some.length
    }
    return { sends: sends.sort((a, b) => b.at.localeCompare(a.at)), notRead: ids.length - read }
  }
