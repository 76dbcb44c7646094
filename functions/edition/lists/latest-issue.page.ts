import { directionOf, forward } from '../../../emails/direction.ts'
import { inOneLine } from '../../publication/in-one-line.ts'
import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { typeset } from '../../web/typeset.ts'
import { typesetTitle } from '../../web/typeset-title.ts'
import { type ArticleEntry, type IssueEntry, mostTitles } from '../model/listing-entries.ts'
import { rooms, sitePicture, sizesIn } from '../pages/site-picture.page.ts'
import { frontArticles } from './front-articles.page.ts'

/**
 * The latest issue at the top of the home page: cover, name, a link, and its articles by how large they are; of an issue that does
 * not say, what it is about.
 */
export const latestIssue = (entry: IssueEntry, language: Language): Html => {
  const { issue, path } = entry
  const { cover } = issue
  const words = wordsOf(language).site
  const { name, when, title } = entry.name
  const heading = title ?? name
  const under = inOneLine([title && name, when], language)
  const front = frontArticles(entry, language)
  const isTitled = front !== undefined || title !== undefined || issue.number === undefined
  return html`${cover && html`<a class="cover" href="${path}" tabindex="-1" aria-hidden="true">${sitePicture(cover, sizesIn(rooms.cover, cover), '', html` fetchpriority="high"`)}</a>`}
<section class="opening latest${isTitled && ' titled'}" aria-labelledby="latest"><div><p class="kicker">${words.latest}</p><h2 id="latest"><a href="${path}">${typesetTitle(heading, language)}</a></h2>${under && html`<p class="period">${typeset(under, language)}</p>`}</div>
${front ? undefined : lines(entry, heading, language)}
<p class="onward"><a class="go" href="${path}">${words.readIssue}&nbsp;${forward(directionOf(language))}</a></p></section>
${front}`
}

/** Its cover lines; without any, its first articles, each as a link. */
const lines = ({ issue, articles }: IssueEntry, heading: string, language: Language): Html | undefined => {
  const written = issue.coverLines[language] ?? []
  const items =
    written.length > 0
      ? written.map((line) => html`${typeset(line, language)}`)
      : articles.slice(0, mostTitles).flatMap((article) => articleLine(article, heading, language) ?? [])
  return items.length > 0
    ? html`<ul class="lines">${items.map((item) => html`<li>${item}</li>`)}</ul>`
    : undefined
}

/** An issue often has the title of its first article. Then only the article's summary follows the heading. */
const articleLine = (
  { title, summary, path }: ArticleEntry,
  heading: string,
  language: Language,
): Html | undefined => {
  const about = summary && summary !== heading && html`<p>${typeset(summary, language)}</p>`
  if (title === heading) return about || undefined
  return html`<a href="${path}">${typeset(title, language)}</a>${about}`
}
