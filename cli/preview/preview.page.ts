import { choiceNav } from '#local-cloud/inbox/pages/choices'
import { type Html, html } from '../../functions/web/html.ts'
import type { LocalEdition, Rendered } from '../editions/editions.ts'
import { plural } from '../terminal/format.ts'
import { factsOf } from './facts.page.ts'
import type { Current } from './live-preview.ts'
import { digestFrames, pageFrames, textPart } from './parts.page.ts'
import { noteworthy, problemsPart } from './problems.page.ts'
import { addressOf, type Choice, choices, type View } from './view.ts'

/** The preview page: what the issue is, what is wrong with it, and how it looks. */
export const previewPage = (current: Current, source: string, view: View): string => {
  const { rendered, problems, version } = current
  const edition =
    rendered?.editions.find(({ language }) => language === view.edition) ?? rendered?.editions[0]
  const title = edition?.subject ?? source
  const { html: page } = html`<html lang="en" data-version="${version}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${problems.length > 0 && `${plural(problems.length, 'problem')}: `}${title} – Masthead preview</title>
<link rel="stylesheet" href="/parts.css">
<link rel="stylesheet" href="/preview.css">
<link rel="icon" href="/site/favicon.svg" type="image/svg+xml">
<script src="/preview.js" defer></script>
</head>
<body>
<header>
<h1>${source}</h1>
<p id="live" role="status">Reload the page to see what has changed.</p>
${rendered && edition && tabs(current, rendered, { ...view, edition: edition.language })}
</header>
<main>
${problemsPart(current, view.part)}
${rendered && edition && partsOf(rendered, edition, view)}
</main>
</body>
</html>
`
  return `<!doctype html>\n${page}`
}

const partsOf = (rendered: Rendered, edition: LocalEdition, view: View): Html => {
  const { part } = view
  const isShown = (one: View['part']) => part === 'all' || part === one
  return html`${part !== 'problems' && factsOf(rendered, edition)}
<div class="parts">${isShown('html') && digestFrames(edition, view)}${isShown('text') && textPart(edition)}${isShown('page') && pageFrames(rendered.id, edition, view)}</div>`
}

const names: { [Key in Choice]: Record<View[Key], string> } = {
  width: { both: 'Both', phone: 'Phone', desktop: 'Desktop' },
  scheme: { light: 'Light', dark: 'Dark', both: 'Both' },
  part: { all: 'All', html: 'HTML', text: 'Text', page: 'Page', problems: 'Problems' },
}

const tabs = (current: Current, { editions }: Rendered, view: View): Html => {
  const tab = (label: string | Html, to: View) => {
    const href = addressOf(to)
    return { label, href, isChosen: href === addressOf(view) }
  }
  const choice = <Key extends Choice>(title: string, key: Key) => {
    const label = (value: View[Key]) => (value === 'problems' ? noteworthy(current) : names[key][value])
    return choiceNav(
      title,
      choices[key].map((value) => tab(label(value), { ...view, [key]: value })),
    )
  }
  const hasFrames = view.part !== 'text' && view.part !== 'problems'
  return html`<div class="tabs">
${
  editions.length > 1 &&
  choiceNav(
    'Edition',
    editions.map(({ language }) => tab(languageName(language), { ...view, edition: language })),
  )
}
${choice('Show', 'part')}
${hasFrames && html`${choice('Width', 'width')}${choice('Scheme', 'scheme')}`}
</div>`
}

const english = new Intl.DisplayNames('en', { type: 'language' })
const languageName = (tag: string): string => english.of(tag) ?? tag
