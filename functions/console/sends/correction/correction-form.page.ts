import type { StatusAnswer } from '../../../api/answers/statuses.ts'
import type { PublishedIssue } from '../../../edition/model/published-issue.ts'
import { type Html, html } from '../../../web/html.ts'
import { valueIn } from '../../calls.ts'
import { facts } from '../../frame/facts.page.ts'
import { changesIn } from '../../issues/changes.page.ts'
import { withQuery } from '../../mail/view.ts'
import { consolePath } from '../../settings.ts'
import type { Shown, Visit } from '../../visit.ts'
import { languageName } from '../../words/publication-names.ts'
import { nameOfSend } from '../send-name.ts'
import type { CorrectionChoice } from './correction-choice.ts'
import { correctionPath } from './corrections.page.ts'
import { type Faulty, faultyEditionsOf } from './faulty-editions.ts'

/** A send that is to be corrected, and the issue that is published in its place. */
export type Source = { status: StatusAnswer; published: PublishedIssue }

export const nameOfSource = ({ status, published }: Source, visit: Visit): string =>
  nameOfSend(status.send, new Map([[published.id, published]]), visit)

/** What is corrected, for whom, and what it says above the issue. Nothing is counted yet. @param problems above it */
export const correctionForm = async (
  source: Source,
  choice: CorrectionChoice,
  visit: Visit,
  problems: Html | false = false,
): Promise<Shown> => {
  const { id, words } = visit
  const texts = words.correction
  const faulty = faultyEditionsOf(source.status.send, source.published)
  const title = texts.heading(nameOfSource(source, visit))
  const back = html`<p class="quietly"><a href="${consolePath}/sends/${id}">${texts.back}</a></p><h1>${title}</h1>${problems}`
  if (faulty.length === 0) return { title, main: html`${back}<p>${texts.same}</p>` }
  const main = html`${back}<p>${texts.nothingYet}</p>
<div class="panels"><section class="panel wide"><h2>${texts.changed}</h2>${await whatChanged(source, faulty, visit)}</section></div>
<form class="form" method="post" action="${correctionPath(id)}">
<div class="panels"><section class="panel wide"><h2>${texts.said}</h2><p class="quietly">${texts.saidNote}</p>${faulty.map(({ language }) => noteField(language, choice, visit))}</section></div>
${faulty.length > 1 && html`<div class="panels"><section class="panel wide"><h2>${words.sending.whom}</h2>${languageBoxes(faulty, choice, visit)}</section></div>`}
<p><button class="button">${texts.rehearse}</button></p></form>`
  return { title, main }
}

const noteField = (language: string, { note }: CorrectionChoice, visit: Visit): Html =>
  html`<div class="field"><label for="note-${language}">${languageName(language, visit)}</label><textarea id="note-${language}" name="note-${language}" lang="${language}" rows="2" maxlength="500">${note[language] ?? ''}</textarea></div>`

const languageBoxes = (faulty: Faulty[], { languages }: CorrectionChoice, visit: Visit): Html =>
  html`<fieldset class="choices"><legend>${visit.words.correction.only}</legend>${faulty.map(({ language }) => html`<label><input type="checkbox" name="languages" value="${language}"${languages.includes(language) && html` checked`}>${languageName(language, visit)}</label>`)}</fieldset>`

/** Language by language: what its mail was when it was sent, and what it is now. */
const whatChanged = async ({ published }: Source, faulty: Faulty[], visit: Visit): Promise<Html> => {
  const { call } = visit
  const changes = valueIn(await call('GET /api/issues/{issue}/changes', { id: published.id }))
  const shown = await Promise.all(
    faulty.map(async ({ language, sent, now }) => {
      const last = sent.at(-1)!
      const known = changes?.languages.find((one) => one.language === language)
      // What changed since another version than was sent says nothing of this.
      const isKnown = known?.before?.edition === last && known.now?.edition === now
      const told = isKnown
        ? changesIn(known, { ...visit, id: published.id }, false)
        : await subjects(published.id, language, last, visit)
      const mail = (as: Record<string, string>) =>
        withQuery(`${consolePath}/issues/${published.id}/mail`, { language, ...as })
      const texts = visit.words.correction
      return html`${faulty.length > 1 && html`<h3>${languageName(language, visit)}</h3>`}${told}<p class="ways"><a href="${mail({})}">${texts.see}</a> <a href="${mail({ as: 'changes', before: last })}">${texts.compare}</a></p>`
    }),
  )
  return html`${shown}`
}

const subjects = async (issue: string, language: string, sent: string, visit: Visit): Promise<Html> => {
  const { call, words } = visit
  const mail = async (edition?: string) =>
    valueIn(
      await call('GET /api/issues/{issue}/preview', {
        id: issue,
        query: { language, ...(edition && { edition }) },
      }),
    )?.subject
  const [before, now] = await Promise.all([mail(sent), mail()])
  if (now === undefined || before === undefined || now === before)
    return html`<p class="quietly">${words.correction.lookYourself}</p>`
  return facts([
    [
      words.mail.subject,
      html`<del lang="${language}">${before}</del> → <ins lang="${language}">${now}</ins>`,
    ],
  ])
}
