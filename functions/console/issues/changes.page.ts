import type { ChangesAnswer } from '../../api/answers/previews.ts'
import { type Html, html } from '../../web/html.ts'
import { facts } from '../frame/facts.page.ts'
import { withQuery } from '../mail/view.ts'
import { consolePath } from '../settings.ts'
import type { Visit } from '../visit.ts'
import { languageName } from '../words/publication-names.ts'
import { hasBoth } from './mail.page.ts'

type OfLanguage = ChangesAnswer['languages'][number]
type Article = OfLanguage['articles'][number]

/** What is other than in the version before, language by language; nothing where none is known. */
export const changesCard = (changes: ChangesAnswer | undefined, visit: Visit): Html | false => {
  if (!changes?.before || changes.languages.length === 0) return false
  const { words, format } = visit
  const isSeveral = changes.languages.length > 1
  return html`<div class="panels"><section class="panel wide"><h2>${words.issue.changes}</h2>
<p class="quietly">${words.issue.changesSince(format.time(changes.before.publishedAt))}</p>
${changes.languages.map((one) => html`${isSeveral && html`<h3>${languageName(one.language, visit)}</h3>`}${changesIn(one, visit)}`)}</section></div>`
}

/** What is other in one language. @param withWay whether a link leads to both mails */
export const changesIn = (one: OfLanguage, visit: Visit, withWay = true): Html => {
  const { id, words, format } = visit
  const { language, now, before, articles } = one
  const texts = words.issue
  const from = (was: string, is: string) =>
    html`<del lang="${language}">${was}</del> → <ins lang="${language}">${is}</ins>`
  const path = withQuery(`${consolePath}/issues/${id}/mail`, { language, as: 'changes' })
  return html`${
    now &&
    before &&
    facts([
      now.subject !== before.subject && [words.mail.subject, from(before.subject, now.subject)],
      [
        words.mail.size,
        format.kilobytes(now.bytes) === format.kilobytes(before.bytes)
          ? format.kilobytes(now.bytes)
          : html`${format.kilobytes(before.bytes)} → ${format.kilobytes(now.bytes)}`,
      ],
    ])
  }${!before && html`<p>${texts.newLanguage}</p>`}${!now && html`<p>${texts.goneLanguage}</p>`}
${
  articles.length === 0
    ? now && before && html`<p class="quietly">${texts.noArticleChanged}</p>`
    : html`<ul class="todo">${articles.map((article) => html`<li>${changeOf(article, language, visit)}</li>`)}</ul>`
}
${withWay && hasBoth(one) && html`<p><a href="${path}">${texts.compare}</a></p>`}`
}

const kinds = { added: 'finished', removed: 'cancelled', changed: 'scheduled' } as const

const changeOf = (
  { title, titleBefore, change, parts, words: count, wordsBefore }: Article,
  language: string,
  { words, format }: Visit,
): Html => {
  const texts = words.issue
  const grown =
    count !== undefined && wordsBefore !== undefined && count !== wordsBefore
      ? texts.fromWords(format.number(wordsBefore), format.number(count))
      : undefined
  const told = [
    parts.map((part) => texts.parts[part]).join(words.comma),
    grown ?? (count !== undefined && change === 'added' && texts.words(format.number(count))),
  ].filter(Boolean)
  return html`<span class="state ${kinds[change]}">${texts.articleChanges[change]}</span><span lang="${language}">${titleBefore && html`<del>${titleBefore}</del> → `}${title}</span>${told.length > 0 && html`<br><span class="quietly">${told.join(' · ')}</span>`}`
}
