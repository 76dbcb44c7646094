import { onPaper, stylesOf } from './digest-inline-styles.ts'
import type { DigestEnding, DigestProps } from './digest-props.ts'
import { directionOf, forward } from './direction.ts'
import { type Markup, mj } from './markup.ts'
import { namesAtFoot } from './names-at-foot.ts'
import { before } from './text-columns.ts'
import { typeset } from './typeset.ts'

/**
 * What a reader may do who has read to the end: say whether it was worth it, pass it on, read it in another language,
 * look forward to the next. That is no paragraph of its own, because a cadence may name no day when the mail goes out.
 */
export const ending = (props: DigestProps): Markup => {
  const style = stylesOf(props)
  const { next } = props.ending
  return onPaper(
    '0 32px 40px',
    mj`<mj-column><mj-text><div class="rule" style="border-top:1px solid ${style.rule};padding-top:24px;">
${props.rating && rating(props.rating, props)}<p class="muted" style="${style.more}">${ways(props.ending, props)}${next !== undefined && mj`<br />${typeset(next, props.language)}`}</p>
</div></mj-text></mj-column>`,
  )
}

/** A link for each answer, in a frame so that a thumb finds it. */
const rating = ({ title, yes, no, url }: NonNullable<DigestProps['rating']>, props: DigestProps): Markup => {
  const style = stylesOf(props)
  const link = (answer: string, label: string) =>
    mj`<a${noTrack(props)} class="accent rule" href="${url}&amp;answer=${answer}" style="${style.answer}">${typeset(label, props.language)}</a>`
  return mj`<p class="ink" style="${style.briefTitle}padding-bottom:12px;">${typeset(title, props.language)}</p>
<p style="${style.answers}padding-bottom:20px;">${link('yes', yes)} &nbsp; ${link('no', no)}</p>
`
}

/** Each language by its own name, for who reads that one. */
const ways = (to: DigestEnding, { language, words, ...props }: DigestProps): Markup => {
  const { call } = stylesOf({ language, ...props })
  const others = to.languages.map(
    (one, at) =>
      mj`${at > 0 && ' · '}<a class="accent" href="${one.url}" hreflang="${one.language}" lang="${one.language}" dir="${directionOf(one.language)}" style="${call}">${one.name}</a>`,
  )
  return mj`<a class="accent" href="${to.forward}" style="${call}">${typeset(words.forward, language)}&nbsp;${forward(directionOf(language))}</a>${others.length > 0 && mj` &nbsp;&nbsp; <span style="white-space:nowrap;">${typeset(before(words.otherLanguage), language)}</span>${others}`}`
}

/** SES takes the attribute away again (SES Developer Guide, "Metrics FAQs": excluding links from click tracking). */
const noTrack = ({ clicksAreTracked }: DigestProps): Markup | false =>
  clicksAreTracked === true && mj` ses:no-track`

/**
 * Why the reader gets this mail, how to change or end it, and who sends it from where. Laws and mailbox providers
 * require all of this.
 */
export const foot = (props: DigestProps): Markup => {
  const { words, links, publisher, postalAddress, name, issueUrl, language } = props
  const style = stylesOf(props)
  const link = (url: string, label: string, more: Markup | false = false) =>
    mj`<a${more} class="muted" href="${url}" style="${style.quietLink}">${label}</a>`
  const ownLink = (url: string, label: string) => link(url, label, noTrack(props))
  return mj`<mj-section background-color="${style.desk}" css-class="desk gutter" padding="28px 32px 40px"><mj-column><mj-text>
<p class="muted" style="${style.small}">${typeset(words.why, language)}</p>
<p class="muted" style="${style.small}">${ownLink(links.preferences, words.preferences)} &nbsp;·&nbsp; ${ownLink(links.unsubscribe, words.unsubscribe)} &nbsp;·&nbsp; ${link(issueUrl, words.browser)}</p>
<p class="muted" style="${style.small}">${namesAtFoot(name, publisher).map((one, at) => mj`${at === 0 ? '' : ' · '}${typeset(one, language)}`)}<br />${typeset(postalAddress, language)}</p>
</mj-text></mj-column></mj-section>`
}
