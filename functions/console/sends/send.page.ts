import { mayDo } from '../../access/role.ts'
import type { StatusAnswer } from '../../api/answers/statuses.ts'
import type { PublishedIssue } from '../../edition/model/published-issue.ts'
import { type Html, html } from '../../web/html.ts'
import { type Reply, valueIn } from '../calls.ts'
import { totalOf } from '../frame/counts.ts'
import { doneNotice, figures } from '../frame/facts.page.ts'
import { nameOfPerson } from '../frame/person.page.ts'
import { problemBox, problemsBox, refusedPage } from '../frame/refused.page.ts'
import { dataTable } from '../frame/table.page.ts'
import { articlesTable } from '../issues/articles.page.ts'
import { consolePath } from '../settings.ts'
import { type Answerer, type Moved, type Shown, textOf, type Visit } from '../visit.ts'
import { textNamed } from '../words/named.ts'
import {
  accountBar,
  dueBesideNow,
  isChoosing,
  progressOf,
  reasonsIn,
  shareDone,
  stateMark,
  whenOf,
  whyHeld,
} from './account.page.ts'
import { approvalOf } from './approval.page.ts'
import { correctionsCard, sourceLine } from './correction/corrections.page.ts'
import { deliveriesCard } from './deliveries.page.ts'
import { linksTable } from './links.page.ts'
import { reportsOf } from './reports.page.ts'
import { type Issues, issueNamed, nameOfSend, sourcesOf } from './send-name.ts'

/** GET /admin/sends/{send}: how it stands, live, and what can be done. */
export const sendPage: Answerer = (visit) =>
  show(visit, doneNotice(textNamed(visit.words.send.done, visit.query.done)))

/** @param above what was done, or why it was not, beside how the send stands */
const show = async (visit: Visit, above: Html | false | ((status: StatusAnswer) => Html)): Promise<Shown> => {
  const { call, id, words } = visit
  const reply = await call('GET /api/sends/{send}', { id })
  if (reply.outcome === 'refused') return refusedPage(reply, words)
  const status = reply.value
  const seen = asSeen(status, reply.etag, visit)
  const published = valueIn(await call('GET /api/issues/{issue}', { id: status.send.issue }))?.published
  const issues: Issues = new Map(published && [[published.id, published]])
  const sources = await sourcesOf(status.send, visit)
  const title = nameOfSend(status.send, issues, visit, sources)
  const main = html`${pathTo(status, title, issues, visit)}<h1>${title}</h1>
${sourceLine(status, issues, visit, sources)}
${typeof above === 'function' ? above(status) : above}
${await approvalOf(status, visit, seen)}
${live(status, visit)}
${deliveriesCard(status, visit)}
${linksTable(status, published, visit)}
${await articles(status, published, visit)}
${await correctionsCard(status, published, issues, visit)}
${visit.who.role && mayDo(visit.who.role, 'sender') && acts(status, words, seen)}`
  // What can be done now stands outside what is shown anew.
  const { was } = visit.query
  return { title, main, isStale: was !== undefined && was !== status.state }
}

/** Where it belongs: all sends, its issue where that is published, and its id. */
const pathTo = ({ send }: StatusAnswer, title: string, issues: Issues, visit: Visit): Html => {
  const { id, issue } = send
  const ofIssue =
    issues.has(issue) &&
    html` · <a href="${consolePath}/issues/${issue}">${title === issueNamed(issue, issues, visit) ? visit.words.issues.issue : issueNamed(issue, issues, visit)}</a>`
  return html`<p class="quietly"><a href="${consolePath}/sends">${visit.words.sends.title}</a>${ofIssue}${title !== id && ` · ${id}`}</p>`
}

/** Whether its figures change by themselves. */
const isMoving = ({ state }: StatusAnswer): boolean =>
  ['scheduled', 'starting', 'planning', 'delivering', 'held'].includes(state)

/** What is shown anew while the send goes on. */
const live = (status: StatusAnswer, visit: Visit): Html => {
  const every = ['starting', 'planning', 'delivering'].includes(status.state) ? 2 : 15
  const again =
    isMoving(status) &&
    html` hx-get="${consolePath}/sends/${status.send.id}?was=${status.state}&amp;least=${shareDone(status, visit.query.least).toFixed(4)}" hx-select="#live" hx-swap="outerHTML" hx-trigger="every ${every}s"`
  return html`<div id="live"${again}>
<div class="panels">
<section class="panel wide"><h2>${visit.words.send.progress}</h2>${progress(status, visit)}</section>
</div>
<div class="panels">
<section class="panel"><h2>${visit.words.send.account}</h2>${account(status, visit)}</section>
<section class="panel"><h2>${visit.words.send.reports}</h2>${reportsOf(status, visit)}</section>
</div>
</div>`
}

const progress = (status: StatusAnswer, visit: Visit): Html => {
  const { words, format } = visit
  const { send, state, audience, rate, estimateSeconds, nextDue, warmUp } = status
  const why = whyHeld(status, words)
  const { done, of } = progressOf(audience)
  const texts = words.send
  const beside = [
    rate !== undefined && state === 'delivering' && texts.rate(format.number(Math.round(rate * 10) / 10)),
    estimateSeconds !== undefined && state === 'delivering' && texts.left(format.duration(estimateSeconds)),
    nextDue && texts.nextDue(format.time(nextDue)),
    warmUp && texts.warmUp(format.number(warmUp.slice), format.number(warmUp.of)),
  ].filter((one) => typeof one === 'string')
  const share = shareDone(status, visit.query.least)
  const figure = isChoosing(state)
    ? texts.choosing(format.number(audience.candidates))
    : texts.of(format.number(done), format.number(of))
  return html`<p class="figure">${figure} ${stateMark(state, words)}</p>
${accountBar(audience, visit, share)}
${!isChoosing(state) && isMoving(status) && html`<p class="quietly">${texts.doneOf(format.share(share, 1), format.number(done), format.number(of))}</p>`}
${why && held(status, why, words)}
${send.heldBecause && why && html`<p class="quietly" lang="en">${texts.inItsWords(send.heldBecause)}</p>`}
${beside.length > 0 && html`<p class="quietly">${beside.join(' · ')}</p>`}
<p class="quietly">${texts.due}: ${dueBesideNow(status, visit)} · ${texts.asked(nameOfPerson(send.by, visit), format.time(send.requestedAt))}${send.approval?.by && html` · ${texts.approval.by(nameOfPerson(send.approval.by, visit))}`}</p>`
}

/** Why it is on hold, and what to do about that, cause by cause. */
const held = ({ send: { holds } }: StatusAnswer, why: string, { send: texts }: Visit['words']): Html => {
  const todo = Object.keys(holds)
    .map((cause) => textNamed(texts.todo, cause))
    .filter((one) => one !== undefined)
  return html`<div class="notice hold"><p class="state held">${texts.heldBecause(why)}</p>${todo.map((one) => html`<p>${one}</p>`)}</div>`
}

const account = ({ audience }: StatusAnswer, visit: Visit): Html => {
  const { words, format } = visit
  const { candidates, accepted, excluded, failed, uncertain, waiting } = audience
  const texts = words.send
  return figures([
    [texts.candidates, format.number(candidates)],
    [texts.accepted, format.number(accepted)],
    [texts.excluded, format.number(totalOf(excluded)), reasonsIn(excluded, visit)],
    [texts.failed, format.number(totalOf(failed)), reasonsIn(failed, visit)],
    [texts.uncertain, format.number(uncertain), uncertain > 0 && texts.uncertainNote],
    [texts.waiting, format.number(waiting)],
  ])
}

/** How often the articles of the issue were viewed, once it is sent. Whom those were views by, nobody knows. */
const articles = async (
  { send, state }: StatusAnswer,
  published: PublishedIssue | undefined,
  visit: Visit,
): Promise<Html | false> => {
  if (!published || send.test || state !== 'finished') return false
  const { call, words } = visit
  const counted = valueIn(await call('GET /api/issues/{issue}/views', { id: send.issue }))
  return counted?.counted ? articlesTable(published, counted, visit, words.send.viewsNote) : false
}

/** What a form says of the send as it was shown: nothing is done to one that somebody has changed since. */
const asSeen = (status: StatusAnswer, etag: string | undefined, visit: Visit): Html | false => {
  const hidden = (name: string, value: string) => html`<input type="hidden" name="${name}" value="${value}">`
  return (
    etag !== undefined &&
    html`${hidden('etag', etag)}${hidden('sawState', status.state)}${hidden('sawDue', whenOf(status, visit))}${status.editions && hidden('sawMail', mailOf(status))}`
  )
}

/** Of one that has not begun: what it would send now, in a word that is another for other mails. */
const mailOf = ({ editions = {} }: StatusAnswer): string =>
  Object.entries(editions)
    .map(([language, edition]) => `${language} ${edition.slice(0, 8)}`)
    .sort()
    .join(', ')

/** That somebody changed it meanwhile: how it was shown, beside how it stands. */
const bothVersions = (status: StatusAnswer, visit: Visit): Html => {
  const { words, fields } = visit
  const texts = words.send.changed
  const mails = [textOf(fields, 'sawMail'), mailOf(status)]
  const rows = [
    [texts.state, textNamed(words.states, textOf(fields, 'sawState')) ?? '–', words.states[status.state]],
    [words.send.due, textOf(fields, 'sawDue'), whenOf(status, visit)],
    ...(mails.every((one) => one !== '') && mails[0] !== mails[1] ? [[texts.mail, ...mails]] : []),
  ]
  return html`<div class="problems" role="alert"><p>${texts.meanwhile}</p>${dataTable(texts.versions, ['', texts.asSeen, texts.asItStands], rows)}</div>`
}

const acts = (status: StatusAnswer, words: Visit['words'], seen: Html | false): Html | false => {
  const { send, state, audience } = status
  const texts = words.send
  const isOver = state === 'finished' || state === 'cancelled'
  const button = (action: string, label: string, more: Html | false = false, style = 'second') =>
    html`<form method="post" action="${consolePath}/sends/${send.id}"><input type="hidden" name="action" value="${action}">${seen}${more}<button class="button ${style}">${label}</button></form>`
  const how = (value: string) => html`<input type="hidden" name="how" value="${value}">`
  const forms = [
    !isOver && (send.holds.person ? false : button('pause', texts.pause)),
    Object.keys(send.holds).some((cause) => cause !== 'approval') &&
      state === 'held' &&
      button('resume', texts.resume, false, ''),
    totalOf(audience.failed) > 0 && button('retry', texts.retry),
    audience.uncertain > 0 &&
      html`${button('resolve', texts.resend, how('resend'))}${button('resolve', texts.writeOff, how('write-off'))}<p class="note">${texts.resendNote}</p>`,
    !isOver &&
      html`<details><summary>${texts.cancel}</summary><form class="inline" method="post" action="${consolePath}/sends/${send.id}"><input type="hidden" name="action" value="cancel">${seen}<label>${texts.cancelAsk(send.id)}<input type="text" name="typed" autocomplete="off" required></label><button class="button danger">${texts.sure}</button></form><p class="note">${texts.cancelNote}</p></details>`,
  ].filter((one) => one !== false)
  return (
    forms.length > 0 &&
    html`<section class="panel"><h2>${texts.do}</h2><div class="acts">${forms}</div></section>`
  )
}

/** POST /admin/sends/{send}: what an admin does to it. */
export const actOnSend: Answerer = async (visit): Promise<Shown | Moved> => {
  const { id, fields, call, words } = visit
  const action = textOf(fields, 'action')
  if (action === 'cancel' && textOf(fields, 'typed') !== id)
    return show(visit, problemBox(words.send.mistyped))
  const how = textOf(fields, 'how')
  const etag = textOf(fields, 'etag')
  const reply: Reply<unknown> = await call('POST /api/sends/{send}/actions', {
    id,
    body: { action, ...(how && { how }) },
    ...(etag && { ifMatch: etag }),
  })
  if (reply.outcome === 'refused' && reply.status === 412)
    return { ...(await show(visit, (status) => bothVersions(status, visit))), status: 412 }
  if (reply.outcome === 'refused') return { ...(await show(visit, problemsBox(reply, words))), status: 409 }
  return { to: `${consolePath}/sends/${id}?done=${encodeURIComponent(action)}` }
}
