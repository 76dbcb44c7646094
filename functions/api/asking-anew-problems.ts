import { correctionIdOf } from '../sending/ledger/correction-id.ts'
import type { SendId } from '../sending/ledger/send-id.ts'
import type { ApiProblem } from './problems.ts'

/** Why a send that had begun takes no time and no readers, when it is asked for anew. */
export const hadBegun = (id: SendId): ApiProblem => ({
  message: `${id} had begun when it was cancelled: it goes on at once, for those who were left out. Leave the time and the readers out`,
})

/** Why a send that was for some readers is not asked for anew without a word of them. */
export const forWhom = (id: SendId): ApiProblem => ({
  message: `${id} was for some readers only when it was cancelled: say again for whom, or send to everybody for another purpose`,
})

/** Why nobody of a send that is corrected is sent it any more. */
export const corrected = (id: SendId): ApiProblem => ({
  message: `${id} is corrected by ${correctionIdOf(id)}: whoever were sent it now would have the fault, and no correction`,
})
