import * as z from 'zod'
import type { Sent } from '../sending/ledger/reader-history.ts'
import type { ReaderIdOf } from '../subscription/states/subscriber.ts'
import { type Answer, answer, type HistoryAnswer, refuse } from './answers.ts'
import { problemsOf } from './problems.ts'
import { address } from './wanted-send.ts'

export type ReadersDeps = {
  /** See `createHistory`. */
  history: (reader: { id: string; address: string }) => Promise<Sent[]>
  idOf: ReaderIdOf
  timeZone: string
}

const Asked = z.strictObject({ address })

/** What one reader was sent. */
export const createReaders = ({ history, idOf, timeZone }: ReadersDeps) => ({
  /** @param fields `{ address }`: in a body, so that it stands in no URL and no access log */
  sends: async (fields: Record<string, unknown>): Promise<Answer> => {
    const read = Asked.safeParse(fields)
    if (!read.success) return refuse(400, ...problemsOf(read.error))
    const reader = { id: await idOf(read.data.address), address: read.data.address }
    const value: HistoryAnswer = { ...reader, sends: await history(reader), timeZone }
    return answer(200, value)
  },
})
export type Readers = ReturnType<typeof createReaders>
