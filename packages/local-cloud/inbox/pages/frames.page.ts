import { type Html, html } from '../../http/html.ts'
import type { Scheme } from '../message/scheme.ts'

/** Widths of a common phone and of a desktop mail client's reading pane; `fit` takes all available width. */
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
  /** What the frames show, for their titles. */
  of: string
  /** Put before the frames' names, for a page that has other frames too. */
  prefix?: string
  addressIn(scheme: Scheme): string
  /** An additional sandbox permission. Otherwise a frame may only open links in new tabs. */
  mayAlso?: 'allow-same-origin'
}

/** A mail in frames, one for each width and colour scheme. The sandbox allows no scripts. */
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
