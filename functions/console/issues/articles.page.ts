import type { ViewsAnswer } from '../../api/answers/issues.ts'
import { stubPath } from '../../edition/model/paths.ts'
import type { PublishedIssue } from '../../edition/model/published-issue.ts'
import { type Html, html } from '../../web/html.ts'
import { issuePath } from '../../web/site-paths.ts'
import { totalOf } from '../frame/counts.ts'
import type { Visit } from '../visit.ts'
import { languageName, topicName } from '../words/publication-names.ts'

type Row = { slug: string; url?: string | undefined; title: string; section: string; language: string }

/** Its articles in printed order, with how often each was viewed, where that is counted. @param note below the table */
export const articlesTable = (
  published: PublishedIssue,
  views: ViewsAnswer | undefined,
  visit: Visit,
  note?: string,
): Html | false => {
  const rows = rowsOf(published, visit)
  if (rows.length === 0) return false
  const { words, format } = visit
  const texts = words.issue
  const isCounted = views?.counted !== undefined
  const languages = Object.keys(published.editions)
  // One language’s views are all that there are.
  const columns = isCounted && languages.length > 1 ? languages : []
  const of = new Map(views?.articles.map(({ slug, views }) => [slug, views]))
  const most = Math.max(1, totalOf(views?.page), ...[...of.values()].map(totalOf))
  const counts = (counted: Record<string, number> | undefined): Html =>
    html`${isCounted && html`<td class="number">${format.number(totalOf(counted))}</td>`}${columns.map((one) => html`<td class="number">${format.number(counted?.[one] ?? 0)}</td>`)}`
  const bar = (counted: Record<string, number> | undefined): Html | false =>
    isCounted && barOf(totalOf(counted) / most)
  const own =
    isCounted &&
    html`<tr><td><a href="${issuePath(languages[0]!, published.id)}">${texts.itsPage}</a>${bar(views.page)}</td>${counts(views.page)}<td></td></tr>`
  const row = ({ slug, url, title, section, language }: Row) =>
    html`<tr><td><a href="${url ?? stubPath(language, published.id, slug)}">${title}</a>${bar(of.get(slug))}</td>${counts(of.get(slug))}<td><span class="quietly">${section}</span></td></tr>`
  const heads = html`${isCounted && html`<th scope="col" class="number">${texts.views}</th>`}${columns.map((one) => html`<th scope="col" class="number">${languageName(one, visit)}</th>`)}`
  return html`<section class="panel"><h2>${texts.articles}</h2>
<div class="scroll" tabindex="0" role="region" aria-label="${texts.articles}"><table class="bars"><thead><tr><th scope="col">${texts.article}</th>${heads}<th scope="col">${texts.section}</th></tr></thead><tbody>${own}${rows.map(row)}</tbody></table></div>
${note && html`<p class="note">${note}</p>`}${views?.counted && html`<p class="note">${texts.counted(format.calendarDay(views.counted.from), format.calendarDay(views.counted.to))}</p>`}</section>`
}

/** A share of the longest bar. What it shows stands beside it in figures. */
export const barOf = (share: number, kind = 'share'): Html =>
  html`<div class="bar small" aria-hidden="true"><svg viewBox="0 0 100 1" preserveAspectRatio="none"><rect class="${kind}" width="${(share * 100).toFixed(2)}" height="1"/></svg></div>`

/** Each article once, in the console's language where it has that. */
const rowsOf = (published: PublishedIssue, visit: Visit): Row[] => {
  const rows = new Map<string, Row>()
  for (const [language, articles] of Object.entries(published.articles ?? {}))
    for (const { slug, url, title, section, topic } of articles) {
      if (rows.has(slug) && language !== visit.language) continue
      rows.set(slug, {
        slug,
        url,
        title,
        section: section ?? (topic ? topicName(topic, visit) : ''),
        language,
      })
    }
  return [...rows.values()]
}
