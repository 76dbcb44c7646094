import { framesPart } from '#local-cloud/inbox/pages/frames.page'
import { directionOf } from '../../emails/direction.ts'
import { issuePath } from '../../functions/edition/model/paths.ts'
import { type Html, html } from '../../functions/web/html.ts'
import type { LocalEdition } from '../editions/editions.ts'
import type { View } from './view.ts'

/** The digest in frames. They share the preview's origin, so that the preview can restore their scroll positions. */
export const digestFrames = ({ language }: LocalEdition, { width, scheme }: View): Html[] =>
  framesPart({
    width,
    scheme,
    of: 'Digest',
    addressIn: (one) => `/digest/${language}/${one}`,
    mayAlso: 'allow-same-origin',
  })

/** The issue's page on the site in a frame as wide as a phone; if it is the only part shown, also at full width. */
export const pageFrames = (id: string, { language }: LocalEdition, { part, width, scheme }: View): Html[] => {
  const shown = ({ both: ['phone', 'fit'], phone: ['phone'], desktop: ['fit'] } as const)[width]
  return (part === 'all' ? (['phone'] as const) : shown).flatMap((one) =>
    framesPart({
      width: one,
      scheme,
      of: 'Issue page',
      prefix: 'page-',
      addressIn: (scheme) => `/site${issuePath(language, id)}?scheme=${scheme}`,
      mayAlso: 'allow-same-origin',
    }),
  )
}

export const textPart = ({ language, text }: LocalEdition): Html => html`<figure class="text">
<figcaption>Text <a href="/digest/${language}/text" target="_blank">Open alone<span class="unseen">: Text</span></a></figcaption>
<pre id="text" tabindex="0" role="region" aria-label="Text part" lang="${language}" dir="${directionOf(language)}">${text}</pre>
</figure>`
