import type { ReadersAnswer } from '../../api/answers/readers.ts'
import { type Html, html } from '../../web/html.ts'
import { refusedPage } from '../frame/refused.page.ts'
import { dataTable, dayOf } from '../frame/table.page.ts'
import type { Answerer, Visit } from '../visit.ts'
import { languageName, topicName } from '../words/publication-names.ts'
import { stateOfReader } from './reader-state.page.ts'
import { readerListPath, readersPath, readerTabs } from './tabs.ts'

const filters = ['status', 'language', 'topic'] as const
type Filter = { [Name in (typeof filters)[number]]?: string }

/** GET /admin/readers/list: readers page by page, in no order that means anything. */
export const readerListPage: Answerer = async (visit) => {
  const { call, query, words } = visit
  // An empty choice of the form is none.
  const filter: Filter = Object.fromEntries(
    filters.flatMap((name) => (query[name] ? [[name, query[name]]] : [])),
  )
  const after = query.after || undefined
  const reply = await call('GET /api/readers', { query: { ...filter, after, limit: '50' } })
  if (reply.outcome === 'refused') return refusedPage(reply, words)
  const texts = words.readers
  const title = `${texts.title} · ${texts.list}`
  const main = html`<h1>${texts.title}</h1>
${readerTabs(visit, readerListPath)}
${filterForm(filter, visit)}
${readerTable(reply.value, visit)}
<p class="pages">${after && html`<a href="${pathOf(filter)}">${texts.first}</a>`}${reply.value.next && html`<a href="${pathOf({ ...filter, after: reply.value.next })}" rel="next">${texts.more}</a>`}</p>`
  return { title, main }
}

const pathOf = (query: Record<string, string>): string =>
  Object.keys(query).length > 0 ? `${readerListPath}?${new URLSearchParams(query)}` : readerListPath

const filterForm = (filter: Filter, visit: Visit): Html => {
  const { words, publication } = visit
  const texts = words.readers
  const choice = (name: keyof Filter, label: string, options: readonly (readonly [string, string])[]) =>
    html`<label>${label}<select name="${name}"><option value="">${texts.any}</option>${options.map(
      ([value, text]) =>
        html`<option value="${value}"${filter[name] === value && html` selected`}>${text}</option>`,
    )}</select></label>`
  const states = ['active', 'paused', 'pending', 'unsubscribed', 'suppressed'] as const
  return html`<form class="inline filters" action="${readerListPath}">${choice(
    'status',
    texts.status,
    states.map((one) => [one, words.readerStates[one]]),
  )}${
    publication.languages.length > 1 &&
    choice(
      'language',
      texts.language,
      publication.languages.map((tag) => [tag, languageName(tag, visit)]),
    )
  }${
    publication.topics.length > 0 &&
    choice(
      'topic',
      texts.topic,
      publication.topics.map(({ id }) => [id, topicName(id, visit)]),
    )
  }<button class="button second">${texts.filter}</button></form>`
}

/** Some readers, each with a way to their page. */
export const readerTable = ({ readers, next }: ReadersAnswer, visit: Visit): Html => {
  const { words, format } = visit
  const texts = words.readers
  if (readers.length === 0) return html`<p>${next ? texts.emptyPage : texts.none}</p>`
  const rows = readers.map((reader) => [
    html`<a href="${readersPath}/${reader.id}">${reader.address}</a>`,
    stateOfReader(reader, words),
    languageName(reader.language, visit),
    dayOf(reader.createdAt, format),
  ])
  return dataTable(texts.list, [texts.reader, texts.status, texts.language, texts.since], rows)
}
