import { named, onPaper, picture, stylesOf } from './digest-inline-styles.ts'
import type { DigestLead, DigestProps } from './digest-props.ts'
import { directionOf, forward, isolate } from './direction.ts'
import { type Markup, mj } from './markup.ts'
import { typeset } from './typeset.ts'

/**
 * The piece that opens the issue: its picture from edge to edge, if it has one, its headline as the largest words of
 * the mail, and its first words, so that a mail is something to read and not only where to click.
 */
export const leadPiece = (lead: DigestLead, props: DigestProps): Markup => {
  const { section, kicker, title, summary, opening, meta, url, image, isArtwork } = lead
  const { language, words } = props
  const style = stylesOf(props)
  return mj`${image && (isArtwork ? picture(image) : picture(named(image, title), url))}${onPaper(
    image || props.cover ? '26px 32px 30px' : '30px 32px 30px',
    mj`<mj-column><mj-text>
<p class="accent" style="${style.kicker}">${typeset(section, language)}${kicker !== undefined && mj` &nbsp;·&nbsp; ${typeset(kicker, language)}`}</p>
<h2 class="ink cover-line" style="${style.leadTitle}"><a class="ink" href="${url}" style="${style.plainLink}">${typeset(title, language)}</a></h2>
${summary && mj`<p class="ink" style="${style.deck}">${typeset(summary, language)}</p>`}
${opening && mj`<p class="ink" style="${style.opening}">${typeset(opening, language)}</p>`}
<p class="muted" style="${style.leadMeta}">${meta && mj`${typeset(meta, language)} &nbsp;&nbsp; `}<a class="accent" href="${url}" aria-label="${words.read}: ${isolate(title, directionOf(language))}" style="${style.call}">${typeset(words.read, language)}&nbsp;${forward(directionOf(language))}</a></p>
</mj-text></mj-column>`,
  )}`
}
