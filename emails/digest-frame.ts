import type { DigestProps } from './digest-props.ts'
import { onPaper, picture, stylesOf } from './digest-style.ts'
import { type Markup, mj } from './markup.ts'

/** The way to the browser, name, number and period. */
export const masthead = (props: DigestProps): Markup => {
  const { name, tagline, number, period, issueUrl, words } = props
  const style = stylesOf(props)
  const small = mj`css-class="muted" font-size="13px" line-height="1.6" color="${style.muted}"`
  const large = mj`font-family="${style.serif}" font-size="42px" line-height="1.2" font-weight="700"`
  return mj`<mj-section background-color="${style.desk}" css-class="desk gutter" padding="14px 32px"><mj-column>
<mj-text align="right" ${small}><a class="muted" href="${issueUrl}" style="${style.quietLink}">${words.browser}</a></mj-text>
</mj-column></mj-section>
${onPaper(
  '36px 32px 0',
  mj`<mj-group>
<mj-column width="74%" vertical-align="bottom"><mj-text ${large} letter-spacing="-0.5px"><h1 class="ink name" style="margin:0;font-size:42px;line-height:1.2;font-weight:700;color:${style.ink};">${name}</h1></mj-text></mj-column>
<mj-column width="26%" vertical-align="bottom"><mj-text align="right" ${large} color="${style.accent}"><span class="accent name" style="font-size:42px;">${number}</span></mj-text></mj-column>
</mj-group>`,
)}
${onPaper(
  '6px 32px 20px',
  mj`<mj-group>
<mj-column width="62%"><mj-text ${small}>${tagline}</mj-text></mj-column>
<mj-column width="38%"><mj-text align="right" ${small}>${period}</mj-text></mj-column>
</mj-group>`,
)}`
}

/** The cover and its lines, the first of them largest. */
export const cover = (props: DigestProps): Markup => {
  const style = stylesOf(props)
  const [first = '', ...others] = props.coverLines
  return mj`${picture(props.cover, props.issueUrl)}
${onPaper(
  '26px 32px 34px',
  mj`<mj-column>
<mj-text><h2 class="ink cover-line" style="${style.coverLine}">${first}</h2></mj-text>
${others.map(
  (line) =>
    mj`<mj-text padding="12px 0 0"><p class="ink rule" style="${style.line}padding-top:12px;border-top:1px solid ${style.rule};">${line}</p></mj-text>`,
)}
</mj-column>`,
)}`
}

/** Why it came, how to change or end it, and from where: what law and mailbox providers ask of every such mail. */
export const foot = (props: DigestProps): Markup => {
  const { words, links, publisher, postalAddress, name, issueUrl } = props
  const style = stylesOf(props)
  const link = (url: string, label: string) =>
    mj`<a class="muted" href="${url}" style="${style.quietLink}">${label}</a>`
  return mj`<mj-section background-color="${style.desk}" css-class="desk gutter" padding="28px 32px 40px"><mj-column><mj-text>
<p class="muted" style="${style.small}">${words.why}</p>
<p class="muted" style="${style.small}">${link(links.preferences, words.preferences)} &nbsp;·&nbsp; ${link(links.unsubscribe, words.unsubscribe)} &nbsp;·&nbsp; ${link(issueUrl, words.browser)}</p>
<p class="muted" style="${style.small}">${name} · ${publisher}<br />${postalAddress}</p>
</mj-text></mj-column></mj-section>`
}
