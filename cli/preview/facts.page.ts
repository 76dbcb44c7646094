import { sizeMeter } from '#local-cloud/inbox/pages/size-meter.page'
import { directionOf } from '../../emails/direction.ts'
import { mostDigestBytes } from '../../functions/edition/digest/check-digest-size.ts'
import { archivePath, feedPath, issuePath } from '../../functions/edition/model/paths.ts'
import { textFor } from '../../functions/publication/language.ts'
import { type Html, html } from '../../functions/web/html.ts'
import type { LocalEdition, Rendered } from '../editions/editions.ts'
import { kilobytes, number } from '../terminal/format.ts'

/** Shows what an inbox would show of an edition's digest, its size, and links to its pages. */
export const factsOf = ({ id, publication }: Rendered, edition: LocalEdition): Html => {
  const { language, subject, preheader, digestBytes, articles } = edition
  const { name, address } = publication.sender
  const said = (text: string) => html`<dd lang="${language}" dir="${directionOf(language)}">${text}</dd>`
  return html`<section class="facts" aria-label="The mail">
<dl>
<div><dt>From</dt>${said(`${textFor(name, language, publication.languages[0]!)} <${address}>`)}</div>
<div><dt>Subject</dt>${said(subject)}</div>
<div><dt>Preheader</dt>${said(preheader)}</div>
<div><dt>Size</dt><dd>${sizeMeter(digestBytes, mostDigestBytes, `${kilobytes(digestBytes)} of ${number(mostDigestBytes / 1000)} KB`)}</dd></div>
<div><dt>Articles</dt><dd>${number(articles)}</dd></div>
</dl>
${pagesOf(id, edition)}
</section>`
}

const pagesOf = (id: string, { language, stubs }: LocalEdition): Html => {
  const link = (path: string, title: string) => html`<li><a href="/site${path}">${title}</a></li>`
  return html`<nav class="pages" aria-label="Pages">
<ul>${link(issuePath(language, id), 'Issue page')}${link(archivePath(language), 'All issues')}${link(feedPath(language), 'Feed')}</ul>
<details><summary>Pages of the articles</summary>
<ol lang="${language}" dir="${directionOf(language)}">${stubs.map(({ path, title }) => link(path, title))}</ol></details>
</nav>`
}
