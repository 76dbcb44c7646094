import type { Identity } from '../../../functions/access/caller.ts'
import { anIssuePublished } from '../../builders.ts'
import { anApi, call } from '../cli/service.ts'

/** Asks for a send of matrix-64, which is published. */
export const askForASend = async (body: object, api = anApi(), caller?: Identity) => {
  api.stores.issues.set('matrix-64', anIssuePublished())
  const { status, value } = await call(api.handle, 'POST /api/sends', {
    body: { issue: 'matrix-64', ...body },
    ...(caller && { caller }),
  })
  return { status, send: value.send, problems: value.problems, stores: api.stores }
}
