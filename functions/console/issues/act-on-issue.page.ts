import { problemBox, problemsBox } from '../frame/refused.page.ts'
import { consolePath } from '../settings.ts'
import { type Answerer, textOf } from '../visit.ts'
import { showIssue } from './issue.page.ts'

/** POST /admin/issues/{issue}/test: one mail to an address, in a language. */
export const testSend: Answerer = async (visit) => {
  const { call, id, fields, words } = visit
  const reply = await call('POST /api/sends', {
    body: { issue: id, to: textOf(fields, 'to'), language: textOf(fields, 'language') },
  })
  if (reply.outcome === 'refused')
    return { ...(await showIssue(visit, problemsBox(reply, words))), status: 409 }
  return { to: `${consolePath}/sends/${reply.value.send.id}?done=asked` }
}

/** POST /admin/issues/{issue}/unpublish: has it taken down, if its name was typed. */
export const takeDown: Answerer = async (visit) => {
  const { call, id, fields, words } = visit
  if (textOf(fields, 'typed') !== id) return showIssue(visit, problemBox(words.issue.mistyped))
  const reply = await call('POST /api/issues/{issue}/unpublish', { id })
  if (reply.outcome === 'refused')
    return { ...(await showIssue(visit, problemsBox(reply, words))), status: 409 }
  return { to: `${consolePath}/issues/${id}?done=unpublish` }
}
