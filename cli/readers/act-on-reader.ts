import type { ReaderActionAnswer } from '../../functions/api/answers/readers.ts'
import { createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'
import { confirm } from '../terminal/type-to-confirm.ts'

export type ReaderActionName = 'suppress' | 'restore' | 'erase'

/** What is asked before; to restore somebody mails nobody. */
const questions: Partial<Record<ReaderActionName, (address: string) => string>> = {
  suppress: (address) => `Never mail ${address} again? A restored reader has to sign up and confirm anew.`,
  erase: (address) =>
    `Erase all that is known of ${address}, the evidence of their consent too? It cannot be taken back. They can sign up anew.`,
}

/** Suppresses, restores or erases a reader. */
export const actOnReader = async (
  io: TerminalIo,
  action: ReaderActionName,
  address: string,
  { api, yes }: { api?: string; yes?: boolean },
): Promise<number> => {
  const question = questions[action]?.(address)
  if (question && !(await confirm(io, { question, word: address, yes }))) {
    io.complain(`${address} stays as they are`)
    return 1
  }
  const client = createClient(await findService(io, api))
  const reply = await client.post<ReaderActionAnswer>('/api/readers/actions', { address, action })
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  io.answer(reply.value)
  io.print(said(action, address, reply.value))
  return 0
}

const said = (
  action: ReaderActionName,
  address: string,
  { outcome, reader, erased, unknown }: ReaderActionAnswer,
): string => {
  if (unknown)
    return `Nobody has ${address}, so it is noted that no import brings it in. ${erased?.suppressed ? 'No mail goes to it, whatever anybody fills in' : 'Its owner gets mail if they sign up and confirm'}`
  const cause = reader?.cause ?? erased?.suppressed
  if (outcome === 'done')
    return {
      suppress: `${address} gets no mail any more`,
      restore: `${address} may sign up again: they get mail once they have confirmed anew`,
      erase: `${address} is erased: no import brings them back, and they get ${cause ? `no mail, since they stay suppressed (${cause})` : 'mail if they sign up and confirm anew'}`,
    }[action]
  return {
    suppress: `${address} is suppressed already (${cause}): nothing to do`,
    restore: `${address} is not suppressed but ${reader?.status ?? 'erased'}: nothing to do`,
    erase: `${address} is erased already: nothing to do`,
  }[action]
}
