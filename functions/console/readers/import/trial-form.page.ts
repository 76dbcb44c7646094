import type { ImportShown } from '../../../api/answers/imports.ts'
import { columnFields } from '../../../subscription/import/column-names.ts'
import { inputName } from '../../../subscription/states/custom-fields.ts'
import { type Html, html } from '../../../web/html.ts'
import { type Counts, totalOf } from '../../frame/counts.ts'
import { importsPath } from '../../settings.ts'
import { textOf, type Visit } from '../../visit.ts'
import { namedIn } from '../../words/named.ts'
import { languageName } from '../../words/publication-names.ts'

/** What an import is tried and started by, but for the statement. */
export type Said = { mapping: Record<string, string>; language: string; roles: boolean; ask: boolean }

/** Columns of a table that is worth a form. */
const mostColumns = 100

/**
 * What a form says an import is to be done by; what it leaves out is as it was tried. A column that is left as it was found is named
 * in no mapping.
 */
export const saidOf = (
  { mapping, language, roles, ask, columns = [] }: ImportShown,
  fields: Visit['fields'],
): Said => {
  const named = keptOf(mapping, fields)
  columns.forEach(({ name, field = '-' }, at) => {
    const wanted = textOf(fields, `column-${at}`)
    if (wanted === '' || wanted === field) return
    const isTwice = columns.some((other, place) => place !== at && other.name === name)
    named[name === '' || isTwice ? String(at + 1) : name] = wanted
  })
  const column = textOf(fields, 'column')
  if (column) named[column] = textOf(fields, 'holds') || 'address'
  const isForm = textOf(fields, 'how') !== ''
  return {
    mapping: named,
    language: textOf(fields, 'language') || language,
    roles: isForm ? textOf(fields, 'roles') === 'yes' : roles,
    ask: isForm ? textOf(fields, 'how') === 'ask' : ask === true,
  }
}

/** Of a file that could not be read, what was said of it before, as far as it is still to hold. */
const keptOf = (mapping: Said['mapping'], fields: Visit['fields']): Said['mapping'] => {
  if (textOf(fields, 'mapped') === '') return { ...mapping }
  const kept = [fields.keep ?? []].flat()
  return Object.fromEntries(Object.entries(mapping).filter(([column]) => kept.includes(column)))
}

/** What columns hold, how their readers agreed, and how many become readers, to confirm; or, of a file that could not be read, what to say of it. */
export const trialForm = (one: ImportShown, visit: Visit): Html | false => {
  if (one.state === 'cancelled') return false
  const texts = visit.words.importing
  const form = (main: Html) =>
    html`<form class="form" method="post" action="${importsPath}/${one.id}">${main}</form>`
  if (one.state === 'refused')
    return form(html`<section class="panel"><h2>${texts.columns}</h2><p>${texts.sayColumn}</p><input type="hidden" name="mapped" value="yes">${saidBefore(one, visit)}
<div class="field"><label for="column">${texts.column}</label><input type="text" id="column" name="column" autocomplete="off"${Object.keys(one.mapping).length === 0 && html` required`}></div>
<div class="field"><label for="holds">${texts.holds}</label><select id="holds" name="holds">${options('address', visit)}</select></div>
<p class="acts"><button class="button" name="again" value="yes">${texts.lookAgain}</button><a class="button second" href="${importsPath}#import">${texts.otherFile}</a></p></section>`)
  const readers = totalOf(one.counts.taken as Counts)
  return form(html`${columnsCard(one, visit)}
<div class="panels"><section class="panel"><h2>${texts.agreed}</h2>${howFields(one, visit)}</section>
<section class="panel"><h2>${texts.rest}</h2>${restFields(one, visit)}</section></div>
<section class="panel"><h2>${texts.start}</h2>${
    readers === 0
      ? html`<p>${texts.nobody}</p><p class="acts"><button class="button second" name="again" value="yes" formnovalidate>${texts.lookAgain}</button></p>`
      : html`<div class="field"><label for="typed">${texts.confirmAsk(visit.format.number(readers))}</label><input class="count" type="text" inputmode="numeric" id="typed" name="typed" autocomplete="off" required></div><p class="acts"><button class="button">${texts.startNow}</button><button class="button second" name="again" value="yes" formnovalidate>${texts.lookAgain}</button></p>`
  }</section>`)
}

const saidBefore = ({ mapping }: ImportShown, { words }: Visit): Html | false => {
  const texts = words.importing
  const said = Object.entries(mapping)
  return (
    said.length > 0 &&
    html`<fieldset class="choices below"><legend>${texts.saidBefore}</legend>${said.map(([column, field]) => html`<label><input type="checkbox" name="keep" value="${column}" checked>${column} → ${field === '-' ? texts.notRead : namedIn(texts.fields, field)}</label>`)}</fieldset>`
  )
}

const options = (chosen: string, { words, publication, language }: Visit): Html => {
  const texts = words.importing
  const own = publication.fields.map((field) => ({
    id: inputName(field),
    name:
      Object.entries(field.names).find(([tag]) => tag === language)?.[1] ??
      Object.values(field.names)[0] ??
      field.id,
  }))
  const all = [...columnFields.map((id) => ({ id, name: namedIn(texts.fields, id) })), ...own]
  return html`${all.map(({ id, name }) => html`<option value="${id}"${id === chosen && html` selected`}>${name}</option>`)}`
}

const columnsCard = ({ columns = [] }: ImportShown, visit: Visit): Html | false => {
  const texts = visit.words.importing
  if (columns.length === 0 || columns.length > mostColumns) return false
  const row = ({ name, field }: (typeof columns)[number], at: number) =>
    html`<tr><th scope="row"><label for="column-${at}">${name || texts.unnamed(String(at + 1))}</label></th><td><select id="column-${at}" name="column-${at}"><option value="-"${!field && html` selected`}>${texts.notRead}</option>${options(field ?? '', visit)}</select></td></tr>`
  return html`<div class="panels"><section class="panel wide"><h2>${texts.columns}</h2><p class="quietly">${texts.columnsNote}</p><div class="scroll" tabindex="0" role="region" aria-label="${texts.columns}"><table class="columns"><thead><tr><th scope="col">${texts.column}</th><th scope="col">${texts.holds}</th></tr></thead><tbody>${columns.map(row)}</tbody></table></div></section></div>`
}

const howFields = ({ ask, consent }: ImportShown, { words, fields }: Visit): Html => {
  const texts = words.importing
  const asked = (textOf(fields, 'how') || (ask ? 'ask' : 'stated')) === 'ask'
  const radio = (value: string, label: string, isChosen: boolean) =>
    html`<label><input type="radio" name="how" value="${value}"${isChosen && html` checked`}>${label}</label>`
  return html`<fieldset class="choices below" aria-label="${texts.agreed}">${radio('stated', texts.stated, !asked)}${radio('ask', texts.ask, asked)}</fieldset>
<div class="field"><label for="consent">${texts.consent}</label><textarea id="consent" name="consent" rows="2" maxlength="1000">${textOf(fields, 'consent') || consent}</textarea><p class="note">${texts.consentNote}</p></div>`
}

const restFields = (one: ImportShown, visit: Visit): Html => {
  const { words, publication } = visit
  const texts = words.importing
  const languages =
    publication.languages.length > 1 &&
    html`<div class="field"><label for="language">${texts.language}</label><select id="language" name="language">${publication.languages.map((tag) => html`<option value="${tag}"${tag === one.language && html` selected`}>${languageName(tag, visit)}</option>`)}</select></div>`
  return html`${languages}<div class="choices"><label><input type="checkbox" name="roles" value="yes"${one.roles && html` checked`}>${texts.roles}</label></div>`
}
