import { mayDo } from '../../../access/role.ts'
import type { StatusAnswer, StatusesAnswer } from '../../../api/answers/statuses.ts'
import type { PublishedIssue } from '../../../edition/model/published-issue.ts'
import type { Send } from '../../../sending/ledger/send.ts'
import { type Html, html } from '../../../web/html.ts'
import { valueIn } from '../../calls.ts'
import { consolePath } from '../../settings.ts'
import type { Visit } from '../../visit.ts'
import { languageName } from '../../words/publication-names.ts'
import { momentOfSend, stateMark } from '../account.page.ts'
import { byId, type Issues, nameOfSend, type Sends, sendNamed } from '../send-name.ts'
import { faultyEditionsOf, mayBeCorrected } from './faulty-editions.ts'

type Status = StatusesAnswer['sends'][number]

/** The page of a send’s correction. */
export const correctionPath = (source: string): string => `${consolePath}/sends/${source}/correction`

/** The corrections of a send that there are, the latest first. */
export const correctionsOf = async (source: string, { call }: Pick<Visit, 'call'>): Promise<Status[]> =>
  valueIn(await call('GET /api/sends'))?.sends.filter(({ send }) => send.filter?.corrects?.send === source) ??
  []

/** Which send a correction corrects; nothing where it is none. */
export const sourceLine = (
  { send }: Pick<StatusAnswer, 'send'>,
  issues: Issues,
  visit: Visit,
  sources: Sends,
): Html | false => {
  const source = send.filter?.corrects?.send
  return (
    source !== undefined &&
    html`<p class="quietly">${visit.words.correction.source} <a href="${consolePath}/sends/${source}">${sendNamed(source, issues, visit, sources)}</a></p>`
  )
}

/** On the page of a send that is over: its corrections, and whether there is something to correct. */
export const correctionsCard = async (
  { send, state }: StatusAnswer,
  published: PublishedIssue | undefined,
  issues: Issues,
  visit: Visit,
): Promise<Html | false> => {
  const isOver = state === 'finished' || state === 'cancelled'
  if (!isOver || !mayBeCorrected(send)) return false
  const { words, who } = visit
  const texts = words.correction
  const standing = await correctionsOf(send.id, visit)
  const faulty = published ? faultyEditionsOf(send, published) : []
  const languages = faulty.map(({ language }) => languageName(language, visit)).join(words.comma)
  const isSender = who.role !== undefined && mayDo(who.role, 'sender')
  return html`<section class="panel" id="corrections"><h2>${texts.title}</h2>
${standing.length > 0 && html`<ul class="todo">${standing.map((one) => lineOf(one, send, issues, visit))}</ul>`}
${
  faulty.length > 0
    ? html`<p>${texts.differs(languages)}</p>${isSender && html`<p class="acts"><a class="button second" href="${correctionPath(send.id)}">${texts.begin}</a></p>`}`
    : html`<p class="quietly">${published ? texts.same : texts.notPublished}</p>`
}</section>`
}

const lineOf = (status: Status, source: Send, issues: Issues, visit: Visit): Html => {
  const { words, format } = visit
  const { send, state, audience } = status
  return html`<li>${stateMark(state, words)}<a href="${consolePath}/sends/${send.id}">${nameOfSend(send, issues, visit, byId([{ send: source }]))}</a> <span class="quietly">${momentOfSend(status, visit)} · ${words.correction.accepted(format.number(audience.accepted))}</span></li>`
}
