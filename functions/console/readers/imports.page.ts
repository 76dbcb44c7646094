import type { ImportShown } from '../../api/answers/imports.ts'
import { type Html, html } from '../../web/html.ts'
import { totalOf } from '../frame/counts.ts'
import { personOf } from '../frame/person.page.ts'
import { refusedPage } from '../frame/refused.page.ts'
import { dataTable, momentOf } from '../frame/table.page.ts'
import type { Answerer, Visit } from '../visit.ts'
import { importsPath, readerTabs } from './tabs.ts'

/** GET /admin/readers/imports: all of them, the latest first. */
export const importsPage: Answerer = async (visit) => {
  const { call, words, format } = visit
  const reply = await call('GET /api/imports')
  if (reply.outcome === 'refused') return refusedPage(reply, words)
  const texts = words.imports
  const rows = reply.value.imports.map((one) => [
    html`<a href="${importsPath}/${one.id}">${one.id}</a><small>${one.file.name}</small>`,
    stateOfImport(one, words),
    format.number(takenBy(one)),
    format.number(one.counts.rows),
    html`${momentOf(one.at, format)}${one.by && html`<small>${personOf(one.by, visit)}</small>`}`,
  ])
  const columns = [
    texts.import,
    texts.state,
    { number: texts.taken },
    { number: texts.rows },
    texts.at,
  ] as const
  const main = html`<h1>${words.readers.title}</h1>
${readerTabs(visit, importsPath)}
${rows.length === 0 ? html`<p>${texts.none}</p>` : html`${dataTable(texts.title, columns, rows)}<p class="quietly">${texts.how}</p>`}`
  return { title: texts.title, main }
}

/** How many rows were imported, as whatever. */
export const takenBy = ({ counts: { taken } }: Pick<ImportShown, 'counts'>): number =>
  totalOf({ ...taken, pending: taken.pending ?? 0 })

const kinds: Record<ImportShown['state'], string> = {
  waiting: 'scheduled',
  working: 'delivering',
  tried: 'held',
  asking: 'delivering',
  done: 'finished',
  cancelled: 'cancelled',
  refused: 'failed',
}

export const stateOfImport = ({ state }: Pick<ImportShown, 'state'>, words: Visit['words']): Html =>
  html`<span class="state ${kinds[state]}">${words.imports.states[state]}</span>`
