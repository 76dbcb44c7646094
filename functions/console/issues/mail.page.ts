import type { ChangesAnswer, PreviewAnswer } from '../../api/answers/previews.ts'
import { type Html, html } from '../../web/html.ts'
import { valueIn } from '../calls.ts'
import { noSuchPage, refusedPage } from '../frame/refused.page.ts'
import { switchOf } from '../frame/switch.page.ts'
import { frameSource, mailFrame, mailText } from '../mail/frames.page.ts'
import { inboxRows, sizeOfMail } from '../mail/inbox.page.ts'
import { eachScheme, looks, schemes, type View, viewOf, withQuery } from '../mail/view.ts'
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
  const main = html`<p class="quietly"><a href="${consolePath}/issues">${words.issues.title}</a> · <a href="${consolePath}/issues/${id}">${name}</a></p><h1>${words.mail.title}</h1>
${switches(languages, language, hasBoth(changes), visit)}
<div class="cards"><section class="card wide"><h2>${words.mail.inbox}</h2>${inboxRows(shown.value, visit)}${sizeOfMail(shown.value.bytes, visit)}</section></div>
${mailAsChosen(shown.value, changes, visit)}`
  return { title: `${words.mail.title}: ${name}`, main }
}

/** The one that is wanted, where the issue has it, else its first. */
export const languageOf = (languages: readonly string[], wanted: string): string =>
  languages.find((one) => one === wanted) ?? languages[0]!

/** Whether there is a mail before and after a change. */
export const hasBoth = (changes: OfLanguage | undefined): boolean =>
  changes?.now !== undefined && changes.before !== undefined

const switches = (languages: string[], language: string, withChanges: boolean, visit: Visit): Html => {
  const { id, words } = visit
  const view = viewOf(visit.query)
  const to = (but: { language?: string; as?: string; scheme?: string }) =>
    withQuery(`${consolePath}/issues/${id}/mail`, { language, as: view.look, scheme: view.scheme, ...but })
  const texts = words.mail
  return html`<div class="switches">
${switchOf(
  words.readers.language,
  languages.map((one) => ({
    path: to({ language: one }),
    name: languageName(one, visit),
    isCurrent: one === language,
  })),
)}
${switchOf(
  texts.as,
  looks
    .filter((one) => one !== 'changes' || withChanges)
    .map((one) => ({ path: to({ as: one }), name: texts.looks[one], isCurrent: one === view.look })),
)}
${view.look !== 'text' && schemeSwitch(view, (scheme) => to({ scheme }), visit)}
</div>`
}

export const schemeSwitch = (view: View, to: (scheme: string) => string, { words }: Visit): Html | false =>
  switchOf(
    words.mail.scheme,
    schemes
      .filter((one) => one !== 'both' || view.look !== 'changes')
      .map((one) => ({
        path: to(one),
        name: words.mail.schemes[one],
        isCurrent: one === shownAs(view),
      })),
  )

/** Beside itself of before a mail is shown in one scheme. */
const shownAs = ({ look, scheme }: View): View['scheme'] =>
  look === 'changes' && scheme === 'both' ? 'light' : scheme

const mailAsChosen = (
  { language, text }: PreviewAnswer,
  changes: OfLanguage | undefined,
  visit: Visit,
): Html => {
  const { id, words } = visit
  const { look, scheme } = viewOf(visit.query)
  if (look === 'text') return mailText(text, language, visit)
  const texts = words.mail
  const frame = (name: string, width: 'phone' | 'desktop', one: 'light' | 'dark', edition?: string) =>
    mailFrame(name, frameSource(`issues/${id}`, one, { language, edition }), width, one)
  if (look === 'changes' && hasBoth(changes)) {
    const [one = 'light'] = eachScheme(scheme)
    return html`<div class="frames">${frame(texts.before, 'phone', one, changes!.before!.edition)}${frame(texts.now, 'phone', one)}</div>`
  }
  const width = look === 'desktop' ? 'desktop' : 'phone'
  return html`<div class="frames">${eachScheme(scheme).map((one) => frame(`${texts.looks[width]}${words.comma}${texts.schemes[one]}`, width, one))}</div>`
}
