import type { StatusAnswer } from '../../../api/answers/statuses.ts'
import { sendIdOf } from '../../../sending/ledger/send.ts'
import type { Visit } from '../../visit.ts'

/** The send of an issue for a purpose, if there is one. @param purpose empty: the digest */
export const standingSend = async (
  { call, id }: Pick<Visit, 'call' | 'id'>,
  purpose: string,
): Promise<StatusAnswer | undefined> => {
  const reply = await call('GET /api/sends/{send}', { id: sendIdOf(id, purpose || 'digest') })
  return reply.outcome === 'done' ? reply.value : undefined
}

/** Readers whom a send that had begun left out when it was cancelled; those who still wait are about to be. */
export const leftOutBy = ({ audience }: Pick<StatusAnswer, 'audience'>): number =>
  (audience.excluded.cancelled ?? 0) + audience.waiting
