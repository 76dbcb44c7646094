import type { StatusesAnswer } from '../../api/answers/statuses.ts'
import { type Html, html } from '../../web/html.ts'
import { problemBox, refusedPage } from '../frame/refused.page.ts'
import { dataTable } from '../frame/table.page.ts'
import { consolePath } from '../settings.ts'
import type { Answerer, Visit } from '../visit.ts'
import { momentOfSend, stateMark } from './account.page.ts'
import { byId, type Issues, issuesOf, nameOfSend } from './send-name.ts'

/** GET /admin/sends: all of them, the latest first. */
export const sendsPage: Answerer = async (visit) => {
  const { words, call } = visit
  const [reply, issues] = await Promise.all([call('GET /api/sends'), issuesOf(call)])
  if (reply.outcome === 'refused') return refusedPage(reply, words)
  const { sends, unreadable = [] } = reply.value
  const texts = words.sends
  const main = html`<h1>${texts.title}</h1>
${unreadable.length > 0 && problemBox(`${texts.unreadable} ${unreadable.map(({ id }) => id).join(words.comma)}`)}
${sends.length === 0 ? html`<p>${texts.none}</p>` : sendsTable(sends, issues, visit)}`
  return { title: texts.title, main }
}

type Statuses = StatusesAnswer['sends']

/** Sends, each with a way to its page. */
export const sendsTable = (statuses: Statuses, issues: Issues, visit: Visit): Html => {
  const known = byId(statuses)
  const { words, format } = visit
  const texts = words.sends
  const toWhom = ({ test, series, filter }: Statuses[number]['send']) =>
    test ? `${texts.test}: ${test.address}` : series ? texts.series : filter ? texts.toSome : texts.toAll
  const rows = statuses.map((status) => [
    html`<a href="${consolePath}/sends/${status.send.id}">${nameOfSend(status.send, issues, visit, known)}</a><small>${status.send.id} · ${toWhom(status.send)}</small>`,
    stateMark(status.state, words),
    html`<span class="whole">${momentOfSend(status, visit)}</span>`,
    format.number(status.audience.candidates),
    format.number(status.audience.accepted),
  ])
  const columns = [
    texts.send,
    texts.state,
    texts.when,
    { number: texts.readers },
    { number: texts.accepted },
  ] as const
  return dataTable(texts.title, columns, rows)
}
