import type { PressedLink, StatusAnswer } from '../../api/answers/statuses.ts'
import { stubPath } from '../../edition/model/paths.ts'
import type { PublishedIssue } from '../../edition/model/published-issue.ts'
import { type Html, html } from '../../web/html.ts'
import { barOf } from '../issues/articles.page.ts'
import type { Visit } from '../visit.ts'
import { languageName } from '../words/publication-names.ts'

/** Links of the mail by how many people pressed them, where clicks are tracked. An article's goes by its title. */
export const linksTable = (
  { links = [] }: StatusAnswer,
  published: PublishedIssue | undefined,
  visit: Visit,
): Html | false => {
  if (links.length === 0) return false
  const { words, format } = visit
  const texts = words.send
  const most = links[0]!.people
  const names = namesIn(published, visit)
  const row = ({ address, people }: PressedLink): Html =>
    html`<tr><th scope="row"><a href="${address}" rel="noreferrer">${names.get(pageOf(address)) ?? names.get(address) ?? bare(address)}</a>${barOf(people / most, 'accepted')}</th><td class="number">${format.number(people)}</td></tr>`
  return html`<section class="panel"><h2>${texts.links}</h2>
<div class="scroll" tabindex="0" role="region" aria-label="${texts.links}"><table class="bars"><thead><tr><th scope="col">${texts.link}</th><th scope="col" class="number">${texts.count}</th></tr></thead><tbody>${links.map(row)}</tbody></table></div>
<p class="note">${texts.linksNote}</p></section>`
}

/** Titles by the path of an article's page, and by the address of a brief that leads elsewhere. */
const namesIn = (published: PublishedIssue | undefined, visit: Visit): Map<string, string> => {
  const names = new Map<string, string>()
  const all = Object.entries(published?.articles ?? {})
  for (const [language, articles] of all)
    for (const { slug, url, title } of articles)
      names.set(
        url ?? stubPath(language, published!.id, slug),
        all.length > 1 ? `${title} (${languageName(language, visit)})` : title,
      )
  return names
}

const pageOf = (address: string): string => (URL.canParse(address) ? new URL(address).pathname : address)

const bare = (address: string): string => address.replace(/^https?:\/\//, '').replace(/\/$/, '')
