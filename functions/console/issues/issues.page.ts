import type { ListedIssue } from '../../api/answers/issues.ts'
import { type Html, html } from '../../web/html.ts'
import { refusedPage } from '../frame/refused.page.ts'
import { dataTable } from '../frame/table.page.ts'
import { stateMark } from '../sends/account.page.ts'
import { consolePath } from '../settings.ts'
import type { Answerer, Visit } from '../visit.ts'
import { languageName } from '../words/publication-names.ts'
import { besideName, dayOfIssue, nameOfIssue } from './issue-name.ts'

export const issuesPath = `${consolePath}/issues`

/** GET /admin/issues: what is or was published, the newest first, a page at a time. */
export const issuesPage: Answerer = async (visit) => {
  const { call, words, query } = visit
  const { after } = query
  const reply = await call('GET /api/issues', { query: { state: 'all', after } })
  if (reply.outcome === 'refused') return refusedPage(reply, words)
  const { issues, next } = reply.value
  const texts = words.issues
  const main = html`<h1>${texts.title}</h1>
${issues.length === 0 && !after ? howToBegin(visit) : listOf(issues, visit)}
${(after || next) && html`<p class="pages">${after && html`<a href="${issuesPath}">${texts.newest}</a>`}${next && html`<a href="${issuesPath}?after=${encodeURIComponent(next)}">${texts.older}</a>`}</p>`}`
  return { title: texts.title, main }
}

const howToBegin = ({ words }: Visit): Html => html`<p>${words.issues.none}</p>
<pre tabindex="0"><code>npx masthead new issue "A title"
npx masthead publish content/issues/a-title</code></pre>`

const listOf = (issues: readonly ListedIssue[], visit: Visit): Html => {
  const texts = visit.words.issues
  return dataTable(
    texts.title,
    [texts.issue, texts.date, texts.languages, texts.published, texts.digest],
    issues.map((issue) => cellsOf(issue, visit)),
  )
}

const cellsOf = (issue: ListedIssue, visit: Visit): (Html | string)[] => {
  const { words, format } = visit
  const { id, languages, publishedAt, takenDownAt, sent } = issue
  const whole = (content: Html | string) => html`<span class="whole">${content}</span>`
  return [
    html`<a href="${issuesPath}/${id}">${nameOfIssue(issue, visit)}</a><small>${besideName(issue, visit)}</small>`,
    whole(dayOfIssue(issue, visit)),
    languages.map((language) => languageName(language, visit)).join(words.comma),
    takenDownAt
      ? html`<span class="state cancelled">${words.issues.takenDown}</span><small>${whole(format.day(takenDownAt))}</small>`
      : html`<span class="state finished">${words.issue.isPublished}</span><small>${whole(words.issues.since(format.day(publishedAt)))}</small>`,
    sent
      ? html`<a href="${consolePath}/sends/${sent.send}">${stateMark(sent.state, words)}</a><small>${whole(format.time(sent.at))}</small>`
      : html`<span class="quietly">${words.issues.notSent}</span>`,
  ]
}
