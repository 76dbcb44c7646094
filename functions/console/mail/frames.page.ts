import { type Html, html } from '../../web/html.ts'
import type { Visit } from '../visit.ts'
import type { OneScheme } from './view.ts'

/** CSS pixels of a common phone and of a desktop program's reading pane. */
const widths = { phone: 375, desktop: 680 } as const

/** A mail in a frame, under a security policy of its own: no script, no form, and links open beside the console. */
export const mailFrame = (name: string, src: string, width: keyof typeof widths, scheme: OneScheme): Html =>
  html`<figure class="mail ${scheme}"><figcaption>${name}</figcaption><div class="scroll" tabindex="0" role="region" aria-label="${name}"><iframe src="${src}" title="${name}" width="${widths[width]}" height="720" loading="lazy" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe></div></figure>`

/** A mail as plain text. */
export const mailText = (text: string, language: string, { words }: Pick<Visit, 'words'>): Html =>
  html`<pre class="mail" tabindex="0" role="region" aria-label="${words.mail.looks.text}" lang="${language}" dir="auto">${text}</pre>`
