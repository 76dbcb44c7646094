import type { IssueAnswer } from '../../api/answers/issues.ts'
import type { StatusesAnswer } from '../../api/answers/statuses.ts'
import type { Attempt } from '../../edition/model/attempt.ts'
import type { PublishedIssue } from '../../edition/model/published-issue.ts'
import { type Html, html } from '../../web/html.ts'
import { issuePath } from '../../web/site-paths.ts'
import { valueIn } from '../calls.ts'
import { facts } from '../frame/facts.page.ts'
import { nameOfPerson } from '../frame/person.page.ts'
import { refusedPage } from '../frame/refused.page.ts'
import { inInboxes } from '../mail/inbox.page.ts'
import { sendsTable } from '../sends/sends.page.ts'
import { consolePath } from '../settings.ts'
import type { Answerer, Shown, Visit } from '../visit.ts'
import { languageName, topicName } from '../words/publication-names.ts'
import { articlesTable } from './articles.page.ts'
import { changesCard } from './changes.page.ts'
import { actsOn, takeDownForm } from './issue-acts.page.ts'
import { besideName, dayOfIssue, nameOfIssue } from './issue-name.ts'
import { languageOf } from './mail.page.ts'

/** GET /admin/issues/{issue}: what is published of it, how often it was read, what was sent, and what can be done. */
export const issuePage: Answerer = (visit) => showIssue(visit)

/** @param problems what was refused, above the rest */
export const showIssue = async (visit: Visit, problems?: Html): Promise<Shown> => {
  const { call, id, words, query } = visit
  const [found, sends, views, changes] = await Promise.all([
    call('GET /api/issues/{issue}', { id }),
    call('GET /api/sends'),
    call('GET /api/issues/{issue}/views', { id }),
    call('GET /api/issues/{issue}/changes', { id }),
  ])
  if (found.outcome === 'refused') return refusedPage(found, words)
  const { published, begun, attempt } = found.value
  const its = sends.outcome === 'done' ? sends.value.sends.filter(({ send }) => send.issue === id) : undefined
  const beside = published && besideName(published, visit)
  const name = published ? nameOfIssue(published, visit) : id
  const isGoingDown = query.done === 'unpublish' && published !== undefined
  const again =
    isGoingDown &&
    html` hx-get="${consolePath}/issues/${id}?done=unpublish" hx-select="#live" hx-swap="outerHTML" hx-trigger="every 3s"`
  const main = html`<p class="quietly"><a href="${consolePath}/issues">${words.issues.title}</a>${beside && ` · ${beside}`}</p><h1>${name}</h1>${problems}
<div id="live"${again}>
${isGoingDown && html`<p class="notice" role="status">${words.issue.goingDown}</p>`}
<div class="panels">
<section class="panel"><h2>${words.issue.site}</h2>${onSite(found.value, visit)}</section>
<section class="panel"><h2>${words.issue.upload}</h2>${lastUpload(attempt, visit)}</section>
</div>
${published && !isGoingDown && (await mailCard(published, visit))}
${published && !isGoingDown && visit.who.role && actsOn(published, visit.who.role, visit)}
${begun && visit.who.role && takeDownForm(id, visit.who.role, visit)}
${changesCard(valueIn(changes), visit)}
<div class="panels"><section class="panel wide"><h2>${words.issue.sends}</h2>${sendsOf(its, published, visit)}</section></div>
${published && articlesTable(published, valueIn(views), visit)}
</div>`
  return { title: name, main }
}

/** Its mail in an inbox, and the way to the mail itself. */
const mailCard = async ({ editions }: PublishedIssue, visit: Visit): Promise<Html> => {
  const { call, id, words } = visit
  const language = languageOf(Object.keys(editions), visit.language)
  const mail = valueIn(await call('GET /api/issues/{issue}/preview', { id, query: { language } }))
  return html`<div class="panels"><section class="panel wide"><h2>${words.mail.title}</h2>${mail ? inInboxes(mail, visit) : html`<p class="quietly">${words.overview.unknown}</p>`}<p><a class="button second" href="${consolePath}/issues/${id}/mail">${words.mail.look}</a></p></section></div>`
}

const onSite = ({ published, takenDown, begun }: IssueAnswer, visit: Visit): Html => {
  const { id, words, format } = visit
  const texts = words.issue
  if (published) return whatIsThere(published, visit)
  if (begun) return html`<p class="state held">${texts.begun}</p>`
  if (!takenDown) return html`<p class="state cancelled">${texts.neverPublished}</p>`
  return html`<p class="state cancelled">${texts.isTakenDown}</p>
<p class="quietly">${texts.takenDownBy(takenDown.by ? nameOfPerson(takenDown.by, visit) : texts.somebody, format.time(takenDown.at))}</p>
<p>${texts.back}</p><pre tabindex="0"><code>npx masthead publish content/issues/${id}</code></pre>`
}

const whatIsThere = (published: PublishedIssue, visit: Visit): Html => {
  const { words, format } = visit
  const texts = words.issue
  const { id, editions, topics, publishedAt, firstPublishedAt, unfinished } = published
  return html`<p class="state finished">${texts.isPublished}</p>
${unfinished && html`<p class="state held">${texts.unfinished}</p>`}
<ul class="todo">${Object.keys(editions).map((language) => html`<li><a href="${issuePath(language, id)}">${texts.read(languageName(language, visit))}</a></li>`)}</ul>
${facts([
  [texts.version, format.time(publishedAt)],
  firstPublishedAt !== undefined &&
    firstPublishedAt !== publishedAt && [texts.first, format.time(firstPublishedAt)],
  [words.issues.date, dayOfIssue(published, visit)],
  published.release !== undefined && [texts.release, published.release.slice(0, 16).replace('T', ' ')],
  topics.length > 0 && [texts.sections, topics.map((topic) => topicName(topic, visit)).join(words.comma)],
])}`
}

const lastUpload = (attempt: Attempt | undefined, { words, format }: Visit): Html => {
  const texts = words.issue
  if (!attempt) return html`<p class="quietly">${texts.noUpload}</p>`
  const { outcome, at, problems } = attempt
  const kind = { published: 'finished', unchanged: 'finished', refused: 'failed', unpublished: 'cancelled' }
  const where = ({ file, line }: Attempt['problems'][number]) =>
    html`<code>${file}</code>${line !== undefined && html` · ${texts.line(format.number(line))}`}`
  return html`<p class="state ${kind[outcome]}">${texts.outcomes[outcome]}</p><p class="quietly">${format.time(at)}</p>
${problems.length > 0 && html`<ul class="todo">${problems.map((one) => html`<li>${where(one)}<br><span lang="en">${one.reason}</span></li>`)}</ul>`}`
}

const sendsOf = (
  statuses: StatusesAnswer['sends'] | undefined,
  published: PublishedIssue | undefined,
  visit: Visit,
): Html => {
  const { words } = visit
  if (!statuses) return html`<p class="quietly">${words.overview.unknown}</p>`
  if (statuses.length === 0) return html`<p class="quietly">${words.issue.noSends}</p>`
  return sendsTable(statuses, new Map(published && [[published.id, published]]), visit)
}
