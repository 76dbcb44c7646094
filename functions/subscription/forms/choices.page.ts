import type { Language } from '../../publication/language.ts'
import type { Publication } from '../../publication/publication.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { typeset } from '../../web/typeset.ts'
import { describedBy, mark, type Problems, problemNote } from './field.page.ts'
import type { ShownChoice } from './shown-choice.ts'

export type ChoicesProps = {
  publication: Publication
  /** The page's language. */
  language: Language
  chosen: ShownChoice
  problems: Problems
}

/** The fields `language` and `topics`, which all our forms share. */
export const choiceFields = (props: ChoicesProps): Html => html`${languageField(props)}${topicsField(props)}`

/** With one language there is nothing to choose, so it goes along as a hidden field. */
const languageField = (props: ChoicesProps): Html =>
  props.publication.languages.length === 1
    ? html`\n<input type="hidden" name="language" value="${props.publication.languages[0]}">`
    : languageChoice(props)

const languageChoice = ({ publication, language, chosen, problems }: ChoicesProps): Html => html`
<fieldset class="choices" id="language" role="radiogroup" tabindex="-1"${describedBy('language', problems)}><legend>${wordsOf(language).forms.subscribe.language}</legend>
${publication.languages.map(
  (one) =>
    html`<label lang="${one}"><input type="radio" name="language" value="${one}"${mark('checked', one === chosen.language)}> ${typeset(wordsOf(one).name, language)}</label>\n`,
)}${problemNote('language', problems)}</fieldset>`

const topicsField = (props: ChoicesProps): Html =>
  props.publication.topics.length === 0
    ? html``
    : topicsChoice(props, wordsOf(props.language).forms.subscribe.topics)

/** The empty `topics` value distinguishes a form with nothing ticked from a call that names no topics. */
export const topicsChoice = (
  { publication, language, chosen, problems }: ChoicesProps,
  legend: string,
): Html => html`
<fieldset class="choices" id="topics" tabindex="-1"${describedBy('topics', problems)}><legend>${legend}</legend>
<input type="hidden" name="topics" value="">
${publication.topics.map(
  ({ id, names }) =>
    html`<label><input type="checkbox" name="topics" value="${id}"${mark('checked', isChosen(id, chosen.topics))}> ${typeset(names[language]!, language)}</label>\n`,
)}<p class="note">${wordsOf(language).forms.subscribe.topicsNote}</p>${problemNote('topics', problems)}</fieldset>`

const isChosen = (id: string, topics: readonly string[]) => topics.length === 0 || topics.includes(id)
