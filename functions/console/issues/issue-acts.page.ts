import { mayDo, type Role } from '../../access/role.ts'
import type { PublishedIssue } from '../../edition/model/published-issue.ts'
import { type Html, html } from '../../web/html.ts'
import { consolePath } from '../settings.ts'
import type { Visit } from '../visit.ts'
import { languageName } from '../words/publication-names.ts'

/** What a role may do with a published issue. */
export const actsOn = (published: PublishedIssue, role: Role, visit: Visit): Html | false => {
  if (!mayDo(role, 'editor')) return false
  const { words } = visit
  const path = `${consolePath}/issues/${published.id}`
  const texts = words.issue
  return html`<div class="panels">
${mayDo(role, 'sender') && html`<section class="panel"><h2>${words.send.do}</h2><p><a class="button" href="${path}/send">${texts.send}</a></p><p class="note">${texts.sendNote}</p></section>`}
<section class="panel"><h2>${texts.test}</h2>${testForm(published, path, visit)}</section>
</div>
${takeDownForm(published.id, role, visit)}`
}

/** Also for an issue whose first publishing broke off. */
export const takeDownForm = (id: string, role: Role, { words: { issue: texts } }: Visit): Html | false =>
  mayDo(role, 'editor') &&
  html`<details class="apart"><summary>${texts.takeDown}</summary><form class="inline" method="post" action="${consolePath}/issues/${id}/unpublish"><label>${texts.takeDownAsk(id)}<input type="text" name="typed" autocomplete="off" autocapitalize="off" required></label><button class="button danger">${texts.sure}</button></form><p class="note">${texts.takeDownNote}</p></details>`

const testForm = ({ editions }: PublishedIssue, path: string, visit: Visit): Html => {
  const { words, fields, who, language: ours } = visit
  const texts = words.issue
  const languages = Object.keys(editions)
  const typed = typeof fields.to === 'string' ? fields.to : who.by.includes('@') ? who.by : ''
  const chosen = typeof fields.language === 'string' ? fields.language : ours
  const options = languages.map(
    (language) =>
      html`<option value="${language}"${language === chosen && html` selected`}>${languageName(language, visit)}</option>`,
  )
  return html`<form class="inline" method="post" action="${path}/test"><label>${texts.testTo}<input type="email" name="to" value="${typed}" autocomplete="email" required></label>${
    languages.length > 1
      ? html`<label class="little">${texts.testLanguage}<select name="language">${options}</select></label>`
      : html`<input type="hidden" name="language" value="${languages[0]}">`
  }<button class="button second">${texts.testButton}</button></form><p class="note">${texts.testNote}</p>`
}
