import { type Html, html } from '../../http/html.ts'
import type { Tried } from '../links/follow-link.ts'
import { isWeb, type MailLink } from '../links/links-in.ts'
import { addressOf, messagePath, type Place } from './view-address.ts'
import { plural } from './when.ts'

/** A mail's links, with the results of the last check. */
export const linksPanel = (
  links: readonly MailLink[],
  tried: ReadonlyMap<string, Tried> | undefined,
  place: Place,
): Html => {
  if (links.length === 0) return html`<p class="empty">Nothing leads out of this mail.</p>`
  const web = links.filter(({ url }) => isWeb(url)).length
  return html`<form class="try" method="post" action="${messagePath(place.id!)}/links"><input type="hidden" name="back" value="${addressOf(place)}">
<button class="main">${tried ? 'Check again' : `Check ${plural(web, 'address', 'addresses')}`}</button>
<p class="hint">Each is asked from this machine: public ones, and this service’s own. A link that does something when it is opened will do it.</p></form>
${tried && html`<p role="status">${summary(tried)}</p>`}
<ul class="links">${links.map((link) => item(link, tried?.get(link.url)))}</ul>`
}

const outcomes: Record<Tried['outcome'], { name: string; tone: string }> = {
  works: { name: 'works', tone: 'good' },
  moved: { name: 'moved', tone: 'good' },
  broken: { name: 'broken', tone: 'wrong' },
  unreachable: { name: 'unreachable', tone: 'wrong' },
  'not-asked': { name: 'not asked', tone: '' },
}

const summary = (tried: ReadonlyMap<string, Tried>): string => {
  const all = [...tried.values()]
  return Object.entries(outcomes)
    .map(([outcome, { name }]) => [all.filter((one) => one.outcome === outcome).length, name] as const)
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count} ${name}`)
    .join(', ')
}

const places: Record<MailLink['kinds'][number], string> = {
  link: 'link',
  picture: 'picture',
  text: 'in the text',
  header: 'header',
}

const item = ({ url, kinds, text, problem }: MailLink, tried: Tried | undefined): Html => html`<li>
${tried && html`<span class="tag ${outcomes[tried.outcome].tone}">${outcomes[tried.outcome].name}</span> `}${isWeb(url) ? html`<a href="${url}" target="_blank" rel="noreferrer" dir="ltr">${url}</a>` : html`<code dir="ltr">${url || '(empty)'}</code>`}
<p>${text && html`<bdi>${text}</bdi> · `}${kinds.map((kind) => places[kind]).join(', ')}${tried && ` · ${tried.what}`}</p>
${problem && html`<p class="wrong">It ${problem}.</p>`}</li>`
