import type { ChangesAnswer } from '../../api/answers/previews.ts'
import { type Html, html } from '../../web/html.ts'
import { valueIn } from '../calls.ts'
import { noSuchPage, refusedPage } from '../frame/refused.page.ts'
import { switchOf } from '../frame/switch.page.ts'
import { inInboxes } from '../mail/inbox.page.ts'
import { mailInView, viewSwitches } from '../mail/view.page.ts'
import { viewOf, withQuery } from '../mail/view.ts'
import { consolePath } from '../settings.ts'
import type { Answerer, Visit } from '../visit.ts'
import { languageName } from '../words/publication-names.ts'
import { nameOfIssue } from './issue-name.ts'

type OfLanguage = ChangesAnswer['languages'][number]

/** GET /admin/issues/{issue}/mail: its digest as readers get it, in each language. */
export const issueMailPage: Answerer = async (visit) => {
  const { call, id, words, query } = visit
  const [found, compared] = await Promise.all([
    call('GET /api/issues/{issue}', { id }),
    call('GET /api/issues/{issue}/changes', { id }),
  ])
  if (found.outcome === 'refused') return refusedPage(found, words)
  const { published } = found.value
  if (!published) return noSuchPage(words)
  const languages = Object.keys(published.editions)
  const language = languageOf(languages, query.language ?? visit.language)
  const shown = await call('GET /api/issues/{issue}/preview', { id, query: { language } })
  if (shown.outcome === 'refused') return refusedPage(shown, words)
  const changes = valueIn(compared)?.languages.find((one) => one.language === language)
  const name = nameOfIssue(published, visit)
  const before = beforeOf(query) ?? (hasBoth(changes) ? changes?.before?.edition : undefined)
  const main = html`<p class="quietly"><a href="${consolePath}/issues">${words.issues.title}</a> · <a href="${consolePath}/issues/${id}">${name}</a></p><h1>${words.mail.title}</h1>
${switches(languages, language, before !== undefined, visit)}
<div class="panels"><section class="panel wide"><h2>${words.mail.inbox}</h2>${inInboxes(shown.value, visit)}</section></div>
${mailInView({ ...{ language, text: shown.value.text, of: `issues/${id}`, query: { language } }, before }, visit)}`
  return { title: `${words.mail.title}: ${name}`, main }
}

/** The edition that the page's query compares with; where it names none, that of the version before is meant. */
const beforeOf = ({ before = '' }: Visit['query']): string | undefined =>
  /^[0-9a-f]{64}$/.test(before) ? before : undefined

/** The one that is wanted, where the issue has it, else its first. */
export const languageOf = (languages: readonly string[], wanted: string): string =>
  languages.find((one) => one === wanted) ?? languages[0]!

/** Whether there is a mail before and after a change. */
export const hasBoth = (changes: OfLanguage | undefined): boolean =>
  changes?.now !== undefined && changes.before !== undefined

const switches = (languages: string[], language: string, withChanges: boolean, visit: Visit): Html => {
  const { id, words } = visit
  const { look, scheme } = viewOf(visit.query)
  const to = (but: Partial<Record<'language' | 'as' | 'scheme', string>>) =>
    withQuery(`${consolePath}/issues/${id}/mail`, {
      language,
      as: look,
      scheme,
      // Of another language it is another one.
      before: but.language === undefined ? beforeOf(visit.query) : undefined,
      ...but,
    })
  const choices = languages.map((one) => ({
    path: to({ language: one }),
    name: languageName(one, visit),
    isCurrent: one === language,
  }))
  return html`<div class="switches">${switchOf(words.readers.language, choices)}${viewSwitches(to, withChanges ? [] : ['changes'], visit)}</div>`
}
