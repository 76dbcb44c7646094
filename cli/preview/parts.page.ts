import { directionOf } from '../../emails/direction.ts'
import { type Html, html } from '../../functions/web/html.ts'
import type { LocalEdition } from '../editions.ts'
import type { Scheme } from './mail-copy.ts'
import type { View } from './view.ts'

/** Of a common phone, and of the reading pane that mail clients have on a desktop. */
const widths = { phone: 375, desktop: 680 } as const
type Width = keyof typeof widths

/** The digest in frames, one for each width and scheme that is looked at. */
export const digestFrames = (edition: LocalEdition, { width, scheme }: View): Html[] => {
  const schemes: Scheme[] = scheme === 'both' ? ['light', 'dark'] : [scheme]
  const shown: Width[] = width === 'both' ? ['phone', 'desktop'] : [width]
  return schemes.flatMap((one) => shown.map((at) => frame(edition, at, one)))
}

/**
 * A mail runs no script here: the frame's sandbox forbids it. It keeps the preview's own origin, so that the preview can
 * put it back to where it was scrolled.
 */
const frame = ({ language }: LocalEdition, width: Width, scheme: Scheme): Html => {
  const address = `/digest/${language}/${scheme}`
  const title = `${width === 'phone' ? 'Phone' : 'Desktop'}, ${widths[width]} px, ${scheme}`
  return html`<figure class="${width} ${scheme}">
<figcaption>${title} <a href="${address}" target="_blank">Open alone<span class="unseen">: ${title}</span></a></figcaption>
<div class="frame" tabindex="0" role="region" aria-label="${title}"><iframe name="${width}-${scheme}" title="Digest: ${title}" src="${address}" width="${widths[width]}" sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"></iframe></div>
</figure>`
}

export const textPart = ({ language, text }: LocalEdition): Html => html`<figure class="text">
<figcaption>Text <a href="/digest/${language}/text" target="_blank">Open alone<span class="unseen">: Text</span></a></figcaption>
<pre id="text" tabindex="0" role="region" aria-label="Text part" lang="${language}" dir="${directionOf(language)}">${text}</pre>
</figure>`
