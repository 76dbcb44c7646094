import type { ActResult } from '../access/audit-entry.ts'
import type { Send, SendId } from '../sending/ledger/send.ts'
import { type ApiProblem, type ProblemName, problemDocument } from './problems.ts'

/**
 * What a use case answers: a status, a value to be written as JSON, and what the audit log notes of the act. `etag`: of the value, where it
 * may be changed.
 */
export type Answer = { status: number; value: unknown; noted?: Noted; etag?: string }

/** Of how an act ended: nothing by which anybody could call or upload, and no reader's address. */
export type Noted = Pick<ActResult, 'outcome' | 'about' | 'before' | 'after'>

export const noting = (answer: Answer, noted: Noted): Answer => ({ ...answer, noted })

export const tagged = (answer: Answer, etag: string): Answer => ({ ...answer, etag })

export const answer = (status: number, value: unknown): Answer => ({ status, value })

export const refuse = (name: ProblemName, ...problems: ApiProblem[]): Answer => {
  const value = problemDocument(name, problems)
  return { status: value.status, value }
}

/** @param digest the digest, when `id` is an issue's and the caller probably meant that send */
export const noSuchSend = (id: SendId, digest?: Send): Answer => {
  const hint = digest ? `did you mean ${digest.id}?` : 'see all with: masthead status'
  return refuse('not-found', { field: 'send', message: `There is no send ${id}; ${hint}` })
}
