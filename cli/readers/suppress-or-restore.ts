import type { ReaderActionAnswer } from '../../functions/api/answers.ts'
import { createClient } from '../client.ts'
import { complainOf } from '../print-refusal.ts'
import { findService } from '../service.ts'
import type { TerminalIo } from '../terminal-io.ts'
import { confirm } from '../type-to-confirm.ts'

/** Suppresses or restores a reader. */
export const actOnReader = async (
  io: TerminalIo,
  action: 'suppress' | 'restore',
  address: string,
  { api, yes }: { api?: string; yes?: boolean },
): Promise<number> => {
  const question = `Never mail ${address} again? A restored reader has to sign up and confirm anew.`
  if (action === 'suppress' && !(await confirm(io, { question, word: address, yes }))) {
    io.complain(`${address} stays as they are`)
    return 1
  }
  const client = createClient(await findService(io, api))
  const reply = await client.post<ReaderActionAnswer>('/api/readers/actions', { address, action })
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  io.answer(reply.value)
  const { outcome, reader } = reply.value
  const said = {
    suppress: {
      done: `${address} gets no mail any more`,
      already: `${address} is suppressed already (${reader.cause}): nothing to do`,
    },
    restore: {
      done: `${address} may sign up again: they get mail once they have confirmed anew`,
      already: `${address} is not suppressed but ${reader.status}: nothing to do`,
    },
  }
  io.print(said[action][outcome])
  return 0
}
