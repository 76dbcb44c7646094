import { mayDo } from '../../access/role.ts'
import type { GrowthAnswer } from '../../api/answers/readers.ts'
import type { DeadLettersAnswer, QuotaAnswer } from '../../api/answers/service.ts'
import type { StatusAnswer, StatusesAnswer } from '../../api/answers/statuses.ts'
import type { DayCounts } from '../../subscription/counts/day-counts.ts'
import { type Html, html } from '../../web/html.ts'
import { type Reply, valueIn } from '../calls.ts'
import { totalOf } from '../frame/counts.ts'
import { figures } from '../frame/facts.page.ts'
import { issuesPath } from '../issues/issues.page.ts'
import { activeOn, countedDays, growthChart } from '../readers/growth.page.ts'
import { readersPath } from '../readers/tabs.ts'
import {
  accountBar,
  isChoosing,
  progressOf,
  shareDone,
  stateMark,
  whenOf,
  whyHeld,
} from '../sends/account.page.ts'
import { isForThem, waitsForApproval } from '../sends/approval.page.ts'
import { byId, type Issues, issueNamed, issuesOf, nameOfSend } from '../sends/send-name.ts'
import { senderPath } from '../service/tabs.ts'
import { consolePath, importsPath } from '../settings.ts'
import type { Answerer, Visit } from '../visit.ts'
import { namedIn } from '../words/named.ts'

type Status = StatusesAnswer['sends'][number]

/** GET /admin: what waits for a person, what is next, what was last, and who reads. One part that fails leaves the others. */
export const overviewPage: Answerer = async (visit) => {
  const { call, words } = visit
  const [sends, issues, growth, quota, lost] = await Promise.all([
    call('GET /api/sends'),
    issuesOf(call),
    call('GET /api/readers/growth'),
    call('GET /api/quota'),
    call('GET /api/dead-letters'),
  ])
  const statuses = valueIn(sends)?.sends.filter(({ send }) => !send.series && !send.test) ?? []
  const texts = words.overview
  const isNew = valueIn(sends)?.sends.length === 0
  const main = html`<h1>${texts.title}</h1>
${isNew && howToBegin(issues, visit)}
<div id="live" hx-get="${consolePath}" hx-select="#live" hx-swap="outerHTML" hx-trigger="every 15s">
<div class="panels"><section class="panel wide"><h2>${texts.waits}</h2>${waiting(valueIn(sends)?.sends ?? [], valueIn(lost), issues, visit)}</section></div>
<div class="panels">
<section class="panel"><h2>${nextTitle(statuses, words)}</h2>${nextSend(statuses, issues, visit)}</section>
<section class="panel"><h2>${texts.last}</h2>${lastSend(statuses, issues, visit)}</section>
</div>
</div>
<div class="panels">
<section class="panel"><h2>${texts.readers}</h2>${readers(growth, visit)}</section>
<section class="panel"><h2>${texts.health}</h2>${health(valueIn(quota), valueIn(lost), visit)}</section>
</div>`
  return { title: texts.title, main }
}

const isUnderWay = ({ state }: Status): boolean => ['starting', 'planning', 'delivering'].includes(state)

const upcoming = (statuses: readonly Status[]): Status | undefined => {
  const due = ({ send }: Status) => send.at ?? send.requestedAt
  return (
    statuses.find(isUnderWay) ??
    statuses.filter(({ state }) => state === 'scheduled').sort((a, b) => due(a).localeCompare(due(b)))[0]
  )
}

const nextTitle = (statuses: readonly Status[], { overview }: Visit['words']): string =>
  statuses.some(isUnderWay) ? overview.underWay : overview.next

/** What is still to be done by whoever has never sent anything, in its order. */
const howToBegin = (issues: Issues, { words }: Visit): Html => {
  const texts = words.overview
  const newest = [...issues.keys()][0]
  const send = newest === undefined ? undefined : `${consolePath}/issues/${newest}/send`
  const link = (path: string, text: string) => html`<a href="${path}">${text}</a>`
  return html`<div class="panels"><section class="panel wide"><h2>${texts.begin}</h2><ol class="begin"><li>${link(senderPath, texts.beginSender)}</li><li>${newest === undefined ? link(issuesPath, texts.beginIssue) : html`<del>${texts.beginIssue}</del>`}</li><li>${link(importsPath, texts.beginReaders)}</li><li>${send ? link(send, texts.beginSend) : texts.beginSend}</li></ol></section></div>`
}

const named = ({ send }: Status, statuses: readonly Status[], issues: Issues, visit: Visit): Html => {
  const name = nameOfSend(send, issues, visit, byId(statuses))
  return html`<p class="lead"><a href="${consolePath}/sends/${send.id}">${name}</a></p>${name !== send.id && html`<p class="quietly">${send.id}</p>`}`
}

const nextSend = (statuses: readonly Status[], issues: Issues, visit: Visit): Html => {
  const { words, format } = visit
  const next = upcoming(statuses)
  if (!next) return html`<p class="quietly">${words.overview.noNext}</p>${toSend(statuses, issues, visit)}`
  if (!isUnderWay(next))
    return html`${named(next, statuses, issues, visit)}<p class="figure"><small>${next.send.at ? format.fromNow(next.send.at) : words.send.at}</small></p><p class="quietly">${whenOf(next, visit)}</p><p class="quietly">${words.send.nowIs(format.now)}</p>`
  const { done, of } = progressOf(next.audience)
  const share = shareDone(next)
  const figure = isChoosing(next.state)
    ? html`<p class="quietly">${words.send.choosing(format.number(of))}</p>`
    : html`<p class="figure">${format.share(share, 1)} <small>${words.send.of(format.number(done), format.number(of))}</small></p>`
  return html`${named(next, statuses, issues, visit)}${figure}${accountBar(next.audience, visit, share)}<p>${stateMark(next.state, words)}</p>`
}

/** A way to send the newest issue, where that was never sent. */
const toSend = (statuses: readonly Status[], issues: Issues, visit: Visit): Html | false => {
  const { id } = [...issues.values()].find(({ takenDownAt }) => !takenDownAt) ?? {}
  const maySend = visit.who.role && mayDo(visit.who.role, 'sender')
  if (!maySend || id === undefined || statuses.some(({ send }) => send.issue === id)) return false
  return html`<p><a class="button second" href="${issuesPath}/${id}/send">${visit.words.overview.sendIt(issueNamed(id, issues, visit))}</a></p>`
}

const lastSend = (statuses: readonly Status[], issues: Issues, visit: Visit): Html => {
  const { words, format } = visit
  const last = statuses.find(({ state }) => state === 'finished')
  if (!last) return html`<p class="quietly">${words.overview.noLast}</p>`
  const { audience, reports } = last
  const texts = words.send
  return html`${named(last, statuses, issues, visit)}<p class="quietly">${whenOf(last, visit)}</p>${accountBar(audience, visit)}
${figures([
  [texts.accepted, format.number(audience.accepted)],
  [texts.delivered, format.share(reports.delivered, audience.accepted)],
  [texts.bounced, format.share(reports.bounced, audience.accepted)],
  [texts.complained, format.share(reports.complained, audience.accepted)],
])}`
}

const waiting = (
  statuses: readonly Status[],
  lost: DeadLettersAnswer | undefined,
  issues: Issues,
  visit: Visit,
): Html => {
  const { words, format } = visit
  const texts = words.overview
  const link = (id: string, text: string, kind: string) =>
    html`<li><span class="state ${kind}"></span><a href="${consolePath}/sends/${id}">${text}</a></li>`
  const known = byId(statuses)
  const ofSends = statuses.flatMap((status) => {
    const { id } = status.send
    const name = nameOfSend(status.send, issues, visit, known)
    const why = whyHeld(status as StatusAnswer, words)
    const failed = totalOf(status.audience.failed)
    const { approval: _, ...others } = status.send.holds
    const toApprove = isForThem(status, visit) ? texts.toApprove : texts.approval
    return [
      waitsForApproval(status) && link(id, toApprove(name), 'held'),
      status.state === 'held' &&
        why &&
        Object.keys(others).length > 0 &&
        link(id, texts.held(name, why), 'held'),
      status.audience.uncertain > 0 &&
        link(id, texts.uncertain(name, format.number(status.audience.uncertain)), 'uncertain'),
      failed > 0 && link(id, texts.failed(name, format.number(failed)), 'failed'),
    ]
  })
  const ofQueues = (lost?.queues ?? [])
    .filter(({ depth }) => depth > 0)
    .map(
      ({ name, depth }) =>
        html`<li><span class="state failed"></span><a href="${consolePath}/service">${texts.deadLetters(format.number(depth), namedIn(words.service.queues, name))}</a></li>`,
    )
  const all = [...ofSends, ...ofQueues].filter((one) => one !== false && one !== undefined && one !== '')
  return all.length > 0
    ? html`<ul class="todo">${all}</ul>`
    : html`<p class="quietly">${texts.nothingWaits}</p>`
}

/** As the nights counted them: what cannot be read just now is another thing than what no night has counted yet. */
const readers = (growth: Reply<GrowthAnswer>, visit: Visit): Html => {
  const { words, format } = visit
  const texts = words.overview
  if (growth.outcome === 'refused') return html`<p class="quietly">${texts.readersUnreadable}</p>`
  const days = countedDays(growth.value)
  const last = days.at(-1)
  if (!last)
    return html`<p class="quietly">${texts.readersUnknown}</p><p><a href="${readersPath}">${texts.readersNow}</a></p>`
  const changed = changeIn(days, visit)
  const notes = [changed, words.readers.asOf(format.time(last.at))].filter((one) => one !== undefined)
  return html`<p class="figure">${format.number(activeOn(last))} <small>${texts.active}</small></p>${notes.map((one) => html`<p class="quietly">${one}</p>`)}
${days.length > 1 && growthChart(days, visit)}`
}

const changeDays = 30
const dayMs = 86_400_000

/** By how many they are more, or fewer, than 30 days before, or since they were first counted. @param days in order */
const changeIn = (days: readonly DayCounts[], { words, format }: Visit): string | undefined => {
  const last = days.at(-1)!
  const from = new Date(Date.parse(last.day) - changeDays * dayMs).toISOString().slice(0, 10)
  const first = days.find(({ day }) => day >= from)!
  if (first === last) return undefined
  const change = activeOn(last) - activeOn(first)
  const signed = `${change < 0 ? '−' : '+'}${format.number(Math.abs(change))}`
  return first.day === from
    ? words.overview.change(signed)
    : words.overview.changeSince(signed, format.calendarDay(first.day))
}

const health = (
  quota: QuotaAnswer | undefined,
  lost: DeadLettersAnswer | undefined,
  { words, format }: Visit,
): Html => {
  const texts = words.overview
  const max = quota && (quota.max < 0 ? texts.unlimited : format.number(quota.max))
  const depth = lost?.queues.reduce((sum, queue) => sum + queue.depth, 0)
  return figures([
    [texts.quota, quota ? texts.quotaOf(format.number(quota.sent), max!) : texts.unknown],
    [texts.rate, quota ? texts.aSecond(format.number(quota.rate)) : texts.unknown],
    [texts.lost, depth === undefined ? texts.unknown : format.number(depth)],
  ])
}
