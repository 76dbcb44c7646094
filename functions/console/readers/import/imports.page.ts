import { mayDo } from '../../../access/role.ts'
import type { ImportShown } from '../../../api/answers/imports.ts'
import { isFile } from '../../../runtime/multipart.ts'
import { type Html, html } from '../../../web/html.ts'
import { totalOf } from '../../frame/counts.ts'
import { formKeyIn } from '../../frame/form-keys.ts'
import { personOf } from '../../frame/person.page.ts'
import { problemBox, problemsBox, refusedPage } from '../../frame/refused.page.ts'
import { dataTable, momentOf } from '../../frame/table.page.ts'
import { importsPath } from '../../settings.ts'
import { type Answerer, type Shown, textOf, type Visit } from '../../visit.ts'
import { readerTabs } from '../tabs.ts'
import { importForm, mostMegabytes } from './import-form.page.ts'
import { nameOfImport, otherKind } from './import-name.ts'

/** GET /admin/readers/imports: where a file is chosen, and all imports, the latest first. */
export const importsPage: Answerer = (visit) => show(visit)

const mayImport = ({ who }: Visit): boolean => who.role !== undefined && mayDo(who.role, 'sender')

/** @param above what was wrong */
const show = async (visit: Visit, above: Html | false = false): Promise<Shown> => {
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
  const main = html`<h1>${texts.title}</h1>
${readerTabs(visit, importsPath)}${above}
${mayImport(visit) && importForm(visit)}
${rows.length === 0 ? html`<p class="quietly">${texts.none}</p>` : dataTable(texts.title, columns, rows)}`
  return { title: texts.title, main }
}

/** Bytes. */
const mostBytes = mostMegabytes * 1024 ** 2

/**
 * POST /admin/readers/imports: takes a file to be looked at. A script sends its name and size, and is told where to put it; a browser
 * without one sends the file itself.
 */
export const takeFile: Answerer = async (visit) => {
  const { call, fields, words, now, uploadFile } = visit
  const texts = words.importing
  if (!mayImport(visit)) return refusedPage({ outcome: 'refused', status: 403, problems: [] }, words)
  const wrong = async (text: string) => ({ ...(await show(visit, problemBox(text))), status: 409 })
  const sent = isFile(fields.file) ? fields.file : undefined
  const name = sent?.name ?? textOf(fields, 'name')
  const size = sent?.bytes.length ?? Number(textOf(fields, 'size'))
  if (name === '') return wrong(texts.noFile)
  const kind = otherKind(name)
  if (kind) return wrong(texts.otherKinds[kind](name))
  if (size === 0) return wrong(texts.empty(name))
  if (sent && size > mostBytes) return wrong(texts.tooLarge(name, String(mostMegabytes)))
  const id = nameOfImport(name, formKeyIn(fields) ?? String(now), now)
  const reply = await call('POST /api/imports', { body: { id, file: { name, size }, trial: true } })
  if (reply.outcome === 'refused') return { ...(await show(visit, problemsBox(reply, words))), status: 409 }
  const { upload, uploadHeaders } = reply.value
  const next = `${importsPath}/${id}`
  if (sent && upload) await uploadFile(upload, sent.bytes, uploadHeaders)
  if (sent || !upload) return { to: next }
  return {
    title: texts.title,
    main: html`<h1>${texts.title}</h1><p data-put="${upload}" data-headers="${JSON.stringify(uploadHeaders ?? {})}" data-next="${next}">${texts.uploading}</p>`,
  }
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
