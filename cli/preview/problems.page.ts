import type { Problem } from '../../functions/issue/issue.ts'
import { type Html, html } from '../../functions/web/html.ts'
import type { ImportReport } from '../import/report.ts'
import { plural } from '../terminal/format.ts'
import type { Current } from './live-preview.ts'
import type { View } from './view.ts'

/** The label of the problems tab, with the number of problems or doubts. */
export const noteworthy = ({ problems, rendered }: Current): string => {
  if (problems.length > 0) return plural(problems.length, 'problem')
  const doubts = rendered?.report?.doubts.length ?? 0
  return doubts > 0 ? plural(doubts, 'doubt') : 'Problems'
}

/** Problems are shown in every view, an import's doubts only in their own. */
export const problemsPart = (current: Current, part: View['part']): Html | undefined => {
  const { problems, rendered } = current
  if (problems.length > 0) return trouble(problems, rendered !== undefined && part !== 'problems')
  if (part !== 'problems') return undefined
  if (rendered?.report) return understood(rendered.report)
  return html`<section class="fine"><h2>No problems</h2><p>The issue could be published as it is.</p></section>`
}

const trouble = (problems: readonly Problem[], isOldShown: boolean): Html => html`<section class="trouble">
<h2>${plural(problems.length, 'problem')}: the issue cannot be published</h2>
<ul>${problems.map(({ file, line, reason }) => item(placeOf(file, line), reason))}</ul>
${isOldShown && html`<p>Below is the issue as it was when it was last without problems.</p>`}
</section>`

/** @param file absent or empty if there is only one */
const placeOf = (file?: string, line?: number): string => {
  if (!file) return line === undefined ? '' : `line ${line}`
  return line === undefined ? file : `${file}:${line}`
}

const item = (place: string, reason: string): Html =>
  html`<li>${place && html`<code>${place}</code> `}${reason}</li>`

const understood = ({
  doubts,
  dropped,
  coverage,
  articles,
  sections,
}: ImportReport): Html => html`<section class="fine">
<h2>${doubts.length > 0 ? plural(doubts.length, 'doubt') : 'No doubts'}</h2>
<p>The document was read as ${plural(articles.length, 'article')} in ${plural(sections.length, 'section')}; ${plural(dropped.length, 'line')} left out.${
  coverage < 1 && ` Only ${Math.floor(coverage * 100)} % of the lines have a place.`
}</p>
<ul>${doubts.map(({ source, line, what }) => item(placeOf(source, line), what))}</ul>
${dropped.length > 0 && html`<details><summary>Lines left out</summary><ul>${dropped.map(({ source, line, reason }) => item(placeOf(source, line), reason))}</ul></details>`}
</section>`
