import { mayDo } from '../../access/role.ts'
import { type Html, html } from '../../web/html.ts'
import { problemsBox, refusedPage } from '../frame/refused.page.ts'
import { type Answerer, type Shown, textOf, type Visit } from '../visit.ts'
import { readerTable } from './list.page.ts'
import { findForm, showReaders } from './readers.page.ts'
import { readersPath, readerTabs } from './tabs.ts'

const wholeAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** POST /admin/readers/find: leads to the reader who has an address, or lists those whose address has a text in it. */
export const findReader: Answerer = async (visit) => {
  const { call, fields, words } = visit
  const typed = textOf(fields, 'address')
  if (!wholeAddress.test(typed)) return search(typed, visit)
  const reply = await call('POST /api/readers/find', { body: { address: typed } })
  if (reply.outcome === 'done') {
    const found = reply.value.reader ?? reply.value.erased
    if (found) return { to: `${readersPath}/${found.id}` }
  }
  const problems = reply.outcome === 'refused' && problemsBox(reply, words)
  const isNobody = reply.outcome === 'refused' && reply.status === 404
  const above = html`${problems}${isNobody && keepFrom(typed, visit)}`
  return { ...(await showReaders(visit, above)), status: 404 }
}

/** Somebody may ask that an address never be mailed, before anybody has signed up with it. */
const keepFrom = (address: string, { words, who }: Visit): Html | false => {
  const texts = words.readers
  return (
    who.role !== undefined &&
    mayDo(who.role, 'sender') &&
    html`<details><summary>${texts.keepFrom}</summary><form class="inline" method="post" action="${readersPath}/address"><input type="hidden" name="action" value="suppress"><input type="hidden" name="address" value="${address}"><button class="button danger">${words.reader.suppressSure}</button></form><p class="note">${texts.keepFromNote}</p></details>`
  )
}

/** Page by page, each asked for by a form: what is looked for may be most of an address. */
const search = async (typed: string, visit: Visit): Promise<Shown> => {
  const { call, fields, words } = visit
  const after = textOf(fields, 'after') || undefined
  const reply = await call('POST /api/readers/search', {
    body: { search: typed, limit: 50, ...(after !== undefined && { after }) },
  })
  if (reply.outcome === 'refused') return refusedPage(reply, words)
  const texts = words.readers
  const { next } = reply.value
  const main = html`<h1>${texts.title}</h1>
${readerTabs(visit, '')}
${findForm(visit)}
<h2>${texts.searched(typed)}</h2>
${readerTable(reply.value, visit)}
${next !== undefined && html`<form class="pages" method="post" action="${readersPath}/find"><input type="hidden" name="address" value="${typed}"><input type="hidden" name="after" value="${next}"><button class="plain">${texts.more}</button></form>`}`
  return { title: texts.searched(typed), main }
}
