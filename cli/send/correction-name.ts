import { languagesOfEditions } from '../../functions/sending/ledger/faulty-sent.ts'
import type { Send } from '../../functions/sending/ledger/send.ts'

/** Sends by id. */
export type Sends = ReadonlyMap<string, Send>

/** An id of a correction that says nothing: a hash, where it would be too long to name a schedule. */
export const hashedCorrection = /--c-[0-9a-f]{10}$/

/** What a correction is called: what it corrects, and in which languages, as far as that is at hand; undefined of another send. */
export const correctionName = ({ filter }: Pick<Send, 'filter'>, sends: Sends): string | undefined => {
  const corrects = filter?.corrects
  if (!corrects) return undefined
  const source = sends.get(corrects.send)
  const languages = source ? languagesOfEditions(source, corrects.editions) : []
  const named = source && hashedCorrection.test(source.id) ? correctionName(source, sends) : undefined
  return `correction of ${[named ?? corrects.send, ...languages].join(', ')}`
}
