import { type Html, html } from '../html.ts'
import type { Scheme } from '../message/scheme.ts'

/** Of a common phone, and of the reading pane that mail clients have on a desktop; `fit` is all the room there is. */
const widths = { phone: 375, desktop: 680, fit: undefined } as const
export type Width = keyof typeof widths
const names: Record<Width, string> = {
  phone: `Phone, ${widths.phone} px`,
  desktop: `Desktop, ${widths.desktop} px`,
  fit: 'As wide as fits',
}

export type FrameOptions = {
  width: Width | 'both'
  scheme: Scheme | 'both'
  /** What is shown, for its title. */
  of: string
  /** Goes before the names of the frames, where a page has others beside these. */
  prefix?: string
  addressIn(scheme: Scheme): string
  /** Beside that its links open new tabs, which are free of it; nothing else is let out of the frame. */
  mayAlso?: 'allow-same-origin'
}

/** A mail in frames, one for each width and scheme that is looked at. A mail runs no script: the sandbox forbids it. */
export const framesPart = ({ width, scheme, ...options }: FrameOptions): Html[] => {
  const schemes: Scheme[] = scheme === 'both' ? ['light', 'dark'] : [scheme]
  const shown: Width[] = width === 'both' ? ['phone', 'desktop'] : [width]
  return schemes.flatMap((one) => shown.map((at) => frame(at, one, options)))
}

const frame = (
  width: Width,
  scheme: Scheme,
  { of, prefix = '', addressIn, mayAlso }: Omit<FrameOptions, 'width' | 'scheme'>,
): Html => {
  const address = addressIn(scheme)
  const title = `${prefix && `${of}, `}${names[width]}, ${scheme}`
  const sandbox = [mayAlso, 'allow-popups allow-popups-to-escape-sandbox'].filter(Boolean).join(' ')
  const size = widths[width] && html` width="${widths[width]}"`
  return html`<figure class="${width} ${scheme}">
<figcaption>${title} <a href="${address}" target="_blank">Open alone<span class="unseen">: ${title}</span></a></figcaption>
<div class="frame" tabindex="0" role="region" aria-label="${title}"><iframe name="${prefix}${width}-${scheme}" title="${of}: ${title}" src="${address}"${size} sandbox="${sandbox}"></iframe></div>
</figure>`
}
