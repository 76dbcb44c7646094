import { problemBox, problemsBox, refusedPage } from '../frame/refused.page.ts'
import { type Answerer, textOf } from '../visit.ts'
import { showReader } from './reader.page.ts'
import { showReaders } from './readers.page.ts'
import { readersPath } from './tabs.ts'

/** POST /admin/readers/{id}: suppresses, restores or erases. The address goes to the API in a body, and is in no redirect. */
export const actOnReader: Answerer = async (visit) => {
  const { call, id, fields, words } = visit
  const found = await call('POST /api/readers/find', { body: { id } })
  if (found.outcome === 'refused') return refusedPage(found, words)
  const address = found.value.reader?.address
  if (address === undefined) return showReader(visit)
  const action = textOf(fields, 'action')
  if (action === 'erase' && textOf(fields, 'typed').toLowerCase() !== address.toLowerCase())
    return showReader(visit, problemBox(words.reader.mistyped))
  const reply = await call('POST /api/readers/actions', { body: { address, action } })
  if (reply.outcome === 'refused')
    return { ...(await showReader(visit, problemsBox(reply, words))), status: 409 }
  if (action === 'erase') return { to: `${readersPath}?done=erased` }
  return { to: `${readersPath}/${id}?done=${encodeURIComponent(action)}` }
}

/** POST /admin/readers/address: keeps mail from an address that nobody has, or takes that back. */
export const actOnAddress: Answerer = async (visit) => {
  const { call, fields, words } = visit
  const action = textOf(fields, 'action') === 'restore' ? 'restore' : 'suppress'
  const reply = await call('POST /api/readers/actions', {
    body: { address: textOf(fields, 'address'), action },
  })
  if (reply.outcome === 'refused')
    return { ...(await showReaders(visit, problemsBox(reply, words))), status: 409 }
  const id = (reply.value.reader ?? reply.value.erased)?.id
  return { to: id === undefined ? readersPath : `${readersPath}/${id}?done=${action}` }
}
