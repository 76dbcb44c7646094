import type { Language } from '../../publication/language.ts'
import type { Field } from '../../publication/publication.ts'
import { readTimeZone } from '../../publication/time-zones.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { typeset } from '../../web/typeset.ts'
import { answerTo, inputName, longestText } from '../states/custom-fields.ts'
import type { ChoicesProps } from './choices.page.ts'
import { describedBy, mark, problemNote } from './field.page.ts'
import { offsetOf, timeZoneOptions } from './time-zone-options.ts'

/** The time zone and the publication's custom fields. All of them are optional. */
export const moreFields = (props: ChoicesProps): Html =>
  html`${timeZoneField(props)}${props.publication.fields.map((field) => customField(field, props))}`

/** The same fields, folded away to keep the form short; unfolded when one of them has a value or a problem. */
export const foldedFields = (props: ChoicesProps): Html => {
  const { publication, language, chosen, problems } = props
  const names = ['timeZone', ...publication.fields.map(inputName)]
  const filled = chosen.timeZone || publication.fields.some((field) => answerTo(field, chosen.fields))
  const open = Boolean(filled) || names.some((name) => problems[name])
  return html`
<details class="more"${mark('open', open)}><summary>${wordsOf(language).forms.subscribe.more}</summary>
<div>${moreFields(props)}</div></details>`
}

const timeZoneField = ({ publication, language, chosen, problems }: ChoicesProps): Html => {
  const words = wordsOf(language).forms.subscribe
  const zone = readTimeZone(chosen.timeZone ?? '')
  return html`
<div class="field"><label for="timeZone">${words.timeZone}</label>
<select id="timeZone" name="timeZone"${describedBy('timeZone', problems, 'timeZone-note')}>
<option value="">${words.timeZoneDefault(offsetOf(publication.timeZone))}</option>
${timeZoneOptions(language, zone).map(
  (option) =>
    html`<option value="${option.zone}"${mark('selected', option.zone === zone)}>${option.label}</option>\n`,
)}</select>
<p class="note" id="timeZone-note">${words.timeZoneNote}</p>${problemNote('timeZone', problems)}</div>`
}

const customField = (field: Field, { language, chosen, problems }: ChoicesProps): Html => {
  const name = inputName(field)
  const control = { name, language, label: field.names[language]!, answer: answerTo(field, chosen.fields) }
  const described = describedBy(name, problems)
  const problem = problemNote(name, problems)
  switch (field.kind) {
    case 'yes-no':
      return tickBox({ ...control, described, problem })
    case 'choice':
      return underLabel({ ...control, problem }, select(field, { ...control, described }))
    case 'text':
      return underLabel(
        { ...control, problem },
        html`<input id="${name}" name="${name}" type="text" dir="auto" maxlength="${longestText}" value="${control.answer}"${described}>`,
      )
  }
}

type Control = {
  name: string
  label: string
  language: Language
  answer: string
  described?: Html | undefined
  problem?: Html | undefined
}

const underLabel = ({ name, label, language, problem }: Control, control: Html): Html => html`
<div class="field"><label for="${name}">${typeset(label, language)}</label>
${control}
${problem}</div>`

const select = (
  field: Field & { kind: 'choice' },
  { name, answer, language, described }: Control,
): Html => html`<select id="${name}" name="${name}"${described}>
<option value="">${wordsOf(language).forms.subscribe.noAnswer}</option>
${field.options.map(
  ({ id, names }) =>
    html`<option value="${id}"${mark('selected', id === answer)}>${names[language]}</option>\n`,
)}</select>`

/** The empty value beside the box distinguishes "unticked" from a call that does not name the field. */
const tickBox = ({ name, label, language, answer, described, problem }: Control): Html => html`
<div class="choices"><input type="hidden" name="${name}" value="">
<label for="${name}"><input id="${name}" type="checkbox" name="${name}" value="yes"${mark('checked', answer === 'yes')}${described}> ${typeset(label, language)}</label>
${problem}</div>`
