import type { Applied } from '../sending/ledger/apply-reports.ts'
import type { Report } from '../sending/ledger/ses-report.ts'
import type { LeftMessage, RatedMessage } from '../subscription/states/mail-act-message.ts'

export type TakeInActDeps = {
  /** Where a send has a reader, by an id; undefined where it has none. A series names a place for any id. */
  place: (send: string, id: string) => Promise<Pick<Report, 'batch' | 'index'> | undefined>
  report: (report: Report) => Promise<Applied>
}

/**
 * Counts with a send that a reader left by its mail, or what they say of it; they have got it then.
 * @returns `unknown` where the send has them by none of their ids
 */
export const createTakeInAct =
  ({ place, report }: TakeInActDeps) =>
  async (message: LeftMessage | RatedMessage): Promise<Applied> => {
    const { send, subscriber, alsoAs = [] } = message
    const said =
      message.kind === 'left'
        ? { act: 'left' as const }
        : { rating: { worth: message.worth, at: message.at } }
    for (const id of [subscriber, ...alsoAs]) {
      const found = await place(send, id)
      const outcome = found ? await report({ send, ...found, code: 'd', ...said }) : 'unknown'
      if (outcome !== 'unknown') return outcome
    }
    return 'unknown'
  }
